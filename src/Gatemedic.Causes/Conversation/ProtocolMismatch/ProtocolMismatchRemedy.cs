using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a protocol mismatch: another scheme, another directive, or another port.</summary>
internal static class ProtocolMismatchRemedy
{
    /// <summary>Schemes that differ only in TLS: what nginx writes, what it should write, by what the peer speaks.</summary>
    private static readonly ImmutableArray<(Protocol Protocol, string[] Spoken, string Old, string New)> Schemes =
    [
        (Protocol.Http, ["tls", "https"], "http://", "https://"),
        (Protocol.Https, ["http"], "https://", "http://"),
        (Protocol.Grpc, ["tls", "https"], "grpc://", "grpcs://"),
        (Protocol.Grpcs, ["http2"], "grpcs://", "grpc://"),
    ];

    /// <summary>The statements that speak a protocol; {0} is the upstream or the address.</summary>
    private static readonly ImmutableArray<(string Spoken, string[] Statements)> Directives =
    [
        ("http", ["proxy_pass http://{0};"]),
        ("https", ["proxy_pass https://{0};"]),
        ("tls", ["proxy_pass https://{0};"]),
        ("fastcgi", ["include fastcgi_params;", "fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;", "fastcgi_pass {0};"]),
        ("uwsgi", ["include uwsgi_params;", "uwsgi_pass {0};"]),
        ("scgi", ["include scgi_params;", "scgi_pass {0};"]),
        ("http2", ["grpc_pass grpc://{0};"]),
    ];

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, string spoken)
    {
        if (Schemes.FirstOrDefault(s => s.Protocol == target.Protocol && s.Spoken.Contains(spoken)) is { New: { } scheme, Old: { } old })
        {
            return [ChangeScheme(target, spoken, old, scheme)];
        }

        return Directives.FirstOrDefault(d => d.Spoken == spoken).Statements is { } statements
            ? [ChangeDirective(target, spoken, statements), FindPort(target)]
            : [FindPort(target)];
    }

    private static Remedy ChangeScheme(Target target, string spoken, string old, string scheme)
    {
        var wanted = target.Passes.Select(p => SchemeEdit(target, p.Directive, old, scheme)).OfType<ConfigEdit>().ToImmutableArray();
        var edits = target.Instance.Plan(wanted);
        return new Remedy
        {
            Id = "change-scheme",
            Title = $"Have nginx speak {Tongues.Sentence(spoken)}: {scheme} instead of {old}",
            Edits = edits,
            Commands = target.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Low,
            // One scheme holds for all servers of an upstream, and giving up TLS is no decision for a machine unless the way never leaves this host.
            Automatic = edits.Length > 0 && wanted.Length == target.Passes.Length && AllAlike(target, spoken)
                && (spoken is "tls" or "https" || target.Endpoints.All(target.IsLocal)),
            Verify = "the failing request is answered by the application",
            Undo = $"put {old} back and reload nginx",
        };
    }

    private static Remedy ChangeDirective(Target target, string spoken, string[] statements)
    {
        var authority = target.Upstream?.Name ?? target.Address.ToString();
        var lines = statements.Select(s => s.Replace("{0}", authority, StringComparison.Ordinal)).ToImmutableArray();
        return new Remedy
        {
            Id = "change-directive",
            Title = $"Have nginx speak {Tongues.Sentence(spoken)}: {string.Join(' ', lines)}",
            Edits = target.Instance.Plan(target.Passes.Where(p => !p.HasVariables).SelectMany(p => Rewrite(p.Directive, [.. lines.Select(Statement.Parse)]))),
            Commands = target.Instance.ReloadCommands(target.Scene),
            Risk = Risk.Medium,
            Verify = "the failing request is answered by the application",
            Undo = "put the old directive back and reload nginx",
        };
    }

    private static Remedy FindPort(Target target) => new()
    {
        Id = "find-port",
        Title = $"Point nginx at the port where the application speaks {target.Protocol.Name()}",
        Commands = ["ss -ltnp"],
        Risk = Risk.None,
        Verify = "the failing request is answered by the application",
        Undo = "put the old address back and reload nginx",
    };

    private static ConfigEdit? SchemeEdit(Target target, Directive pass, string old, string scheme)
    {
        if (target.Upstream is not null || target.Address.IsUnix)
        {
            return pass.Replace([old], scheme) ?? WithoutScheme(pass, scheme);
        }

        // Without a port the scheme decides it: the port that is meant is written out.
        var host = target.Address.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Address.Host}]" : target.Address.Host;
        return pass.Replace([$"{old}{target.Address}", $"{old}{host}"], $"{scheme}{target.Address}") ?? WithoutScheme(pass, scheme);
    }

    /// <summary>grpc_pass needs no scheme.</summary>
    private static ConfigEdit? WithoutScheme(Directive pass, string scheme) =>
        pass.Name == "grpc_pass" && pass.Args is [var authority] && !authority.Contains("://", StringComparison.Ordinal)
            ? pass.Replace([authority], scheme + authority)
            : null;

    /// <summary>The last statement takes the place of the pass.</summary>
    private static IEnumerable<ConfigEdit> Rewrite(Directive pass, ImmutableArray<Statement> statements) =>
        statements[..^1].Select(s => ConfigEdit.Insert(s, Place.Before(pass))).Append(ConfigEdit.Replace(pass, statements[^1].Name, statements[^1].Args));

    private static bool AllAlike(Target target, string spoken) =>
        target.Upstream is null || target.Scene.Targets()
            .Where(t => t.Instance.Id == target.Instance.Id && t.Upstream?.Name == target.Upstream.Name && t.Protocol == target.Protocol)
            .All(t => t.Probes.Length > 0 && t.Probes.All(p => Tongues.Foreign(t, p) is { } other && Tongues.Detail(t.Protocol, other) == Tongues.Detail(t.Protocol, spoken)));
}
