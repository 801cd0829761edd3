using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Reads *_pass directives and finds where each leads.</summary>
internal sealed class PassReader
{
    /// <summary>The schemes of each directive with the port that nginx fills in (0: one must be written); the first row is taken when none is written.</summary>
    internal static readonly (string Directive, string Scheme, Protocol Protocol, int Port)[] Schemes =
    [
        ("proxy_pass", "http://", Protocol.Http, 80),
        ("proxy_pass", "https://", Protocol.Https, 443),
        ("fastcgi_pass", "", Protocol.FastCgi, 0),
        ("uwsgi_pass", "uwsgi://", Protocol.Uwsgi, 0),
        ("uwsgi_pass", "suwsgi://", Protocol.Uwsgi, 0),
        ("scgi_pass", "", Protocol.Scgi, 0),
        ("grpc_pass", "grpc://", Protocol.Grpc, 0),
        ("grpc_pass", "grpcs://", Protocol.Grpcs, 0),
        ("memcached_pass", "", Protocol.Memcached, 0),
    ];

    private readonly StaticVariables variables;
    private readonly Dictionary<(ServerKind, string), UpstreamBlock> groups = [];

    public PassReader(StaticVariables variables, ImmutableArray<UpstreamBlock> upstreams)
    {
        this.variables = variables;
        foreach (var upstream in upstreams)
        {
            groups.TryAdd((upstream.Kind, upstream.Name), upstream);
        }
    }

    /// <summary>The directive hands requests to another server.</summary>
    public static bool IsPass(Directive directive)
    {
        // Asked of every directive, so the words come last: they are read from the file only then.
        if (!directive.Name.EndsWith("_pass", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var row in Schemes)
        {
            if (row.Directive == directive.Name)
            {
                return directive is { Block: null, Args.Length: > 0 };
            }
        }

        return false;
    }

    /// <summary>Reads one directive.</summary>
    public Pass Read(Directive directive, Site site)
    {
        var written = directive.Args[0];
        if (!written.Contains('$', StringComparison.Ordinal))
        {
            return Read(directive, site, Expansion.Of(written));
        }

        var pass = Read(directive, site, variables.Expand(written, site));
        return pass.Undecided is null ? pass : pass with
        {
            Alternatives = [.. variables.Outcomes(written, site)
                .Select(outcome => Read(directive, site, outcome) with { IsAlternative = true })
                .Where(p => p.Upstream is not null || p.Address is { IsUnix: true } or { IsLiteral: true })
                .DistinctBy(p => (p.Protocol, p.Upstream?.Name, p.Address))],
        };
    }

    private Pass Read(Directive directive, Site site, Expansion expansion)
    {
        var written = directive.Args[0];
        var isStream = site.Server.Kind == ServerKind.Stream;
        var isProxy = directive.Name == "proxy_pass" && !isStream;
        var rows = Schemes.Where(row => row.Directive == directive.Name);
        var named = rows.FirstOrDefault(row => row.Scheme.Length > 0 && expansion.Text.StartsWith(row.Scheme, StringComparison.OrdinalIgnoreCase));
        var (_, scheme, protocol, port) = isStream ? ("", "", Protocol.Stream, 0)
            : named.Scheme is not null ? named
            : rows.First() with { Scheme = "" };
        var pass = new Pass
        {
            Directive = directive,
            Protocol = protocol,
            Server = site.Server,
            Location = site.Location,
            Scope = site.Scope,
            HasVariables = VariableSyntax.Parts(written).Any(part => part.IsVariable),
        };
        return isProxy && scheme.Length == 0
            ? pass with { Undecided = Depends(expansion, expansion.Text) ?? $"invalid URL prefix in \"{written}\"" }
            : Target(pass, expansion, expansion.Text[scheme.Length..], port, isProxy);
    }

    private Pass Target(Pass pass, Expansion expansion, string rest, int defaultPort, bool mayHaveUri)
    {
        var mark = Expansion.UriStart.ToString();
        var flat = mayHaveUri ? rest.Replace(mark, "/" + mark, StringComparison.Ordinal) : rest;
        var parsed = PeerAddressParser.Parse(flat, defaultPort, mayHaveUri);
        var authority = flat[..^parsed.Uri.Length];
        pass = pass with { Uri = expansion.Named(parsed.Uri.Replace("/" + mark, mark, StringComparison.Ordinal)) };
        if (parsed.Address is not { } address || Expansion.Marks(authority) > 0)
        {
            return pass with { Undecided = Depends(expansion, authority) ?? $"{parsed.Error} in upstream \"{authority}\"" };
        }

        if (!address.IsUnix && groups.TryGetValue((pass.Server.Kind, address.Host.ToLowerInvariant()), out var group))
        {
            if (!parsed.HasPort)
            {
                return pass with { Upstream = group };
            }

            // With variables nginx compares ports too, and this is then a host like any other.
            if (!pass.HasVariables)
            {
                return pass with { Undecided = $"upstream \"{address.Host}\" may not have port {address.Port}" };
            }
        }

        return address is { IsUnix: false, Port: 0 }
            ? pass with { Undecided = $"no port in upstream \"{authority}\"" }
            : pass with { Address = address };
    }

    /// <summary>The variables behind the marks of a part of the target, null when it has none.</summary>
    private static string? Depends(Expansion expansion, string part)
    {
        var marks = Expansion.Marks(part);
        return marks == 0 ? null : "depends on " + string.Join(", ", expansion.Unknown.Take(marks).Distinct());
    }
}
