using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A name that nginx resolves while it serves, because of a variable in the *_pass or of <c>resolve</c>: by its own resolver, not by the system's.</summary>
/// <param name="Name">Host name.</param>
/// <param name="Resolver">The resolver directive in force; without a file there is none, and every request for the name fails.</param>
public sealed record RunTimeName(string Name, EffectiveValue Resolver)
{
    private const int DnsPort = 53;

    /// <summary>A resolver directive is in force.</summary>
    public bool HasResolver => Resolver.File is not null;

    /// <summary>The servers as they are written: <c>127.0.0.1</c>, <c>[::1]:5353</c>, <c>dns.internal</c>.</summary>
    public IEnumerable<string> Servers => Resolver.Args.Where(a => !a.Contains('=', StringComparison.Ordinal));

    /// <summary>nginx asks for addresses of this family.</summary>
    public bool Wants(bool ipv6) => !Resolver.Args.Contains(ipv6 ? "ipv6=off" : "ipv4=off");

    /// <summary>A server with its port, 53 unless written.</summary>
    public static PeerAddress Place(string server)
    {
        var colon = server.LastIndexOf(':');
        var hasPort = colon > server.LastIndexOf(']') && (server[0] == '[' || server.IndexOf(':', StringComparison.Ordinal) == colon);
        return new PeerAddress(
            (hasPort ? server[..colon] : server).Trim('[', ']'),
            hasPort && int.TryParse(server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : DnsPort);
    }
}

/// <summary>Tells which names are resolved at run time, and what nginx's resolver makes of them.</summary>
public static class RunTimeNames
{
    private const int NoSuchName = 3;

    /// <summary>
    /// How nginx resolves a peer's name at run time; null for one that it resolves when it loads. A variable that holds a name and port which some
    /// *_pass without variables has too finds the group that nginx made of that one (ngx_http_upstream_init_request compares host and port).
    /// </summary>
    internal static RunTimeName? Of(NginxInstance instance, PeerAddress address, UpstreamBlock? upstream, Directive? declared, ImmutableArray<Pass> passes)
    {
        if (address.IsUnix || address.IsLiteral || instance.Model() is not { } model)
        {
            return null;
        }

        if (upstream is not null)
        {
            return upstream.Servers.Any(s => s.Resolve && ReferenceEquals(s.Directive, declared)) ? new RunTimeName(address.Host, OfBlock(model, upstream)) : null;
        }

        var isGroup = model.Passes.Any(p => !p.HasVariables && p.Address is { } other
            && other.Port == address.Port && string.Equals(other.Host, address.Host, StringComparison.OrdinalIgnoreCase));
        return passes.IsEmpty || isGroup || !passes.All(p => p.HasVariables) ? null : new RunTimeName(address.Host, ResolverOf(model, passes));
    }

    /// <summary>The questions that tell what nginx's resolver knows; for a server that is itself named, first its address.</summary>
    public static IEnumerable<Question> Questions(this Scene scene, NginxInstance instance, RunTimeName name)
    {
        foreach (var server in name.Servers.Select(RunTimeName.Place))
        {
            if (!server.IsLiteral)
            {
                yield return Survey.NameOf(scene, instance, server.Host);
            }
        }

        foreach (var question in PlacesOf(scene, instance, name).SelectMany(server => Ask(scene, instance, server, name.Name, name.Wants)))
        {
            yield return question;
        }
    }

    /// <summary>
    /// What nginx's resolver makes of a name, both families together; null where its servers were not asked. A server that knows nothing of one
    /// family fails the name, one that is silent leaves it to the next.
    /// </summary>
    public static NameResult? ResolvedBy(this Scene scene, NginxInstance instance, RunTimeName name)
    {
        var found = PlacesOf(scene, instance, name).Select(server => scene.AnswerOf(instance, server, name.Name, name.Wants)).OfType<NameResult>().ToList();
        return found.Find(r => r.Error is "nxdomain" or "servfail") ?? found.Find(r => r.Error is null) ?? found.FirstOrDefault();
    }

    /// <summary>The questions of one server, for each family that is wanted.</summary>
    public static IEnumerable<AskResolver> Ask(Scene scene, NginxInstance instance, PeerAddress server, string name, Func<bool, bool> wants) =>
        ((bool[])[false, true]).Where(wants).Select(ipv6 => new AskResolver(server, name.TrimEnd('.').ToLowerInvariant(), ipv6, Survey.NetNsOf(scene, instance)));

    /// <summary>What one server says of both families, as nginx takes it; null where it was not asked for all.</summary>
    public static NameResult? AnswerOf(this Scene scene, NginxInstance instance, PeerAddress server, string name, Func<bool, bool> wants)
    {
        var replies = Ask(scene, instance, server, name, wants)
            .Select(q => (Question: q, Reply: (scene.AnswerTo(q) as ResolverAnswer)?.Result.Seen)).ToList();
        if (replies.Count == 0 || replies.Exists(r => r.Reply is null))
        {
            return null;
        }

        foreach (var (question, reply) in replies.Where(r => r.Reply!.Code != 0))
        {
            return new NameResult([], reply!.Code switch { null => "timeout", NoSuchName => "nxdomain", _ => "servfail" }, $"asked for its IPv{(question.IPv6 ? 6 : 4)} addresses, {server} answers: {reply.Text}");
        }

        ImmutableArray<string> addresses = [.. replies.SelectMany(r => r.Reply!.Addresses)];
        return addresses.IsEmpty ? new NameResult([], "nxdomain", $"{server} knows the name, but no address of it") : new NameResult(addresses, null, $"{server} says {string.Join(", ", addresses)}");
    }

    /// <summary>The resolver of the routes: of one that has none, if any.</summary>
    private static EffectiveValue ResolverOf(ConfigModel model, ImmutableArray<Pass> passes) =>
        passes.Select(p => model.Effective(p, "resolver")).OrderBy(v => v.File is not null).First();

    /// <summary>The resolver of an upstream block: its own, else that of the block around it.</summary>
    private static EffectiveValue OfBlock(ConfigModel model, UpstreamBlock upstream)
    {
        var around = model.Servers.FirstOrDefault(s => s.Kind == upstream.Kind)?.Parent.Children() ?? [];
        return upstream.Directive.Children().Concat(around).FirstOrDefault(d => d.Name == "resolver") is { } directive
            ? new EffectiveValue(directive.Name, directive.Args, directive.File, directive.Line)
            : new EffectiveValue("resolver", [], null, null);
    }

    private static IEnumerable<PeerAddress> PlacesOf(Scene scene, NginxInstance instance, RunTimeName name) =>
        name.Servers.Select(RunTimeName.Place).SelectMany(server => server.IsLiteral
            ? [server]
            : scene.Resolved(instance, server.Host) is { } found ? found.Addresses.Select(a => server with { Host = a }) : []);
}
