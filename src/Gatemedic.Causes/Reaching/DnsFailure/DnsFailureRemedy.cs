using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a name that does not resolve: what can be done without knowing the host that is meant, then what a person decides.</summary>
internal static class DnsFailureRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Verdict verdict, Scene scene, NameTrouble trouble) =>
        [.. new[] { Group(verdict, trouble), WithoutIPv6(verdict, trouble), Start(scene, trouble), Look(verdict, trouble) }.OfType<Remedy>()];

    /// <summary>The name is one slip away from an upstream block's: that was meant.</summary>
    private static Remedy? Group(Verdict verdict, NameTrouble trouble)
    {
        if (verdict.Target is not { Declared: { } directive, Upstream: null } target
            || trouble.Instance.Model()?.Upstreams.FirstOrDefault(u => Spelling.IsOneSlipAway(u.Name, trouble.Name)) is not { } meant
            || directive.Replace([target.Address.ToString(), target.Address.Host], meant.Name) is not { } edit
            || trouble.Instance.Plan(edit) is not [_, ..] edits)
        {
            return null;
        }

        return new Remedy
        {
            Id = "name-upstream-block",
            Title = $"Name the upstream block {meant.Name} ({meant.Directive.Where}) instead of {target.Address.Host}",
            Edits = edits,
            Steps = trouble.Instance.MasterPid is null ? [trouble.Instance.StartStep(target.Scene)] : [],
            Commands = trouble.Instance.MasterPid is null ? trouble.Instance.StartCommands(target.Scene) : trouble.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Low,
            Automatic = true,
            Verify = "nginx -t succeeds and the failing request answers",
            Undo = "put the old name back and reload nginx",
        };
    }

    /// <summary>nginx's resolver, or where that was not asked the system, finds IPv4 addresses only, and nginx fails a name for which the question for IPv6 fails.</summary>
    private static Remedy? WithoutIPv6(Verdict verdict, NameTrouble trouble)
    {
        if ((trouble.AtRunTime is null && trouble.RunTime is null) || verdict.Target is not { } target
            || target.Effective("resolver") is not { File: not null } resolver || resolver.Args.Contains("ipv6=off")
            || !HasOnlyIPv4(target, trouble) || Find(trouble.Instance, resolver) is not { } directive)
        {
            return null;
        }

        return new Remedy
        {
            Id = "resolver-ipv6-off",
            Title = $"Have nginx ask for IPv4 addresses only ({resolver.Where})",
            Edits = trouble.Instance.Plan(ConfigEdit.Replace(directive, directive.Name, directive.Args.Add("ipv6=off"))),
            Commands = trouble.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Low,
            Automatic = true,
            Verify = $"no new line of the error log says that {trouble.Name} could not be resolved",
            Undo = "take ipv6=off out again and reload nginx",
        };
    }

    private static bool HasOnlyIPv4(Target target, NameTrouble trouble)
    {
        if (trouble.RunTime is { HasResolver: true } runTime && target.Scene.ResolvedBy(trouble.Instance, runTime) is { Error: not null })
        {
            var first = RunTimeName.Place(runTime.Servers.First());
            return target.Scene.AnswerOf(trouble.Instance, first, trouble.Name, ipv6 => !ipv6) is { Error: null };
        }

        return trouble.System is { Error: null } known && !known.Addresses.Any(a => a.Contains(':', StringComparison.Ordinal));
    }

    /// <summary>The name resolves again, and only nginx was not started since.</summary>
    private static Remedy? Start(Scene scene, NameTrouble trouble) =>
        trouble is { Now.Error: null, Now: not null, AtLoad: not null, Test: null, Instance.MasterPid: null }
            ? new Remedy
            {
                Id = "start-nginx",
                Title = "Start nginx: the name resolves now",
                Steps = [trouble.Instance.StartStep(scene)],
                Risk = Risk.Low,
                Automatic = true,
                Verify = "nginx runs and answers",
                Undo = "stop nginx",
            }
            : null;

    private static Remedy Look(Verdict verdict, NameTrouble trouble)
    {
        var name = trouble.Name.Quoted();
        var server = verdict.Target?.Effective("resolver")?.Args.FirstOrDefault(a => !a.Contains('=', StringComparison.Ordinal));
        return new Remedy
        {
            Id = "make-name-resolve",
            Title = trouble.AtRunTime is null
                ? $"Correct the name {trouble.Name} in nginx's configuration, or add it to DNS or /etc/hosts, then start or reload nginx"
                : $"Correct the name {trouble.Name}, or the resolver that nginx asks{(server is null ? "" : $" ({server})")}: it has to know the full name",
            Commands = [$"getent ahosts {name}", "cat /etc/resolv.conf", .. server is null ? ImmutableArray<string>.Empty : [$"dig {Ask(server)} {name} A; dig {Ask(server)} {name} AAAA"]],
            Risk = Risk.None,
            Verify = $"getent ahosts {name} prints an address, and nginx -t succeeds",
            Undo = "nothing to undo: the commands only look",
        };
    }

    /// <summary>dig's words for a server of the resolver directive, which may name a port.</summary>
    private static string Ask(string server)
    {
        var colon = server.LastIndexOf(':');
        var hasPort = colon > server.LastIndexOf(']') && server.IndexOf(':', StringComparison.Ordinal) is var first && (first == colon || server[0] == '[');
        var host = (hasPort ? server[..colon] : server).Trim('[', ']');
        return hasPort ? $"@{host.Quoted()} -p {server[(colon + 1)..].Quoted()}" : $"@{host.Quoted()}";
    }

    private static Directive? Find(NginxInstance instance, EffectiveValue value) =>
        All(instance.Model()?.Tree.Children() ?? []).FirstOrDefault(d => d.Name == value.Directive && d.File == value.File && d.Line == value.Line);

    private static IEnumerable<Directive> All(IEnumerable<Directive> directives) => directives.SelectMany(d => All(d.Children()).Prepend(d));
}
