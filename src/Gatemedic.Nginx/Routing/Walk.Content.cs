using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <content>The content phase: who answers, and what an upstream is sent.</content>
internal sealed partial class Walk
{
    private Phase Content()
    {
        if (state.ContentBlock?.Handler is not { } content)
        {
            return Files();
        }

        if (PassReader.IsPass(content))
        {
            return Pass();
        }

        switch (content.Name)
        {
            case "empty_gif" when state.Method is not ("GET" or "HEAD"):
            case "stub_status" when state.Method is not ("GET" or "HEAD"):
                return Fail(NotAllowed, $"{content.Name} does not answer {state.Method}", content);
            case "empty_gif" or "stub_status":
                Step("content", content.Name, content);
                return End(new RouteOutcome(RouteKind.Return, Status(200), Status(200) is >= 300 and < 400 && state.Location is { } kept ? Redirected(kept) : null), content);
            case "flv" or "mp4":
                return state.Uri.EndsWith('/') ? Fail(404, "the URI ends with '/'", content) : Files();
            default:
                Step("content", content.Name, content);
                decisions.Note(content.Name, $"what the code answers is known at run time ({content.Where})");
                return End(new RouteOutcome(RouteKind.Undecided, null, null), content);
        }
    }

    /// <summary>The *_pass that holds in the present block: an if and a limit_except take that of the block around them.</summary>
    private (Directive Directive, ConfigBlock Block)? Passing(string name)
    {
        for (var block = state.Block; block is not null; block = block.IsNameless ? block.Outer : null)
        {
            if (block.Own(name) is { } directive)
            {
                return (directive, block);
            }
        }

        return null;
    }

    private Phase Pass()
    {
        var content = state.ContentBlock!.Handler!;
        if (Passing(content.Name) is not var (directive, block))
        {
            return Fail(500, $"{content.Name} does not hold in this block", content);
        }

        var written = variables.Expand(directive.Args[0]);
        var hasVariables = VariableSyntax.Parts(directive.Args[0]).Any(p => p.IsVariable);
        if (!written.IsKnown && !IsUriOnly(written))
        {
            Step("content", $"passed on by {directive.Name} {directive.Args[0]}", directive);
            decisions.Note($"{directive.Name} {directive.Args[0]}", "depends on " + string.Join(", ", written.Unknown.Distinct()));
            return End(new RouteOutcome(RouteKind.Proxy, null, Shown(written.Text)), directive);
        }

        var target = PassTarget.Parse(directive.Name, written.Text);
        if (target.Fault is not null || target.Address is not { } address)
        {
            return Fail(500, target.Fault ?? "the target cannot be read", directive);
        }

        var group = FindGroup(target);
        if (group is null && hasVariables && address is { IsUnix: false, IsLiteral: false } && state.Block.Find("resolver") is null)
        {
            return Fail(502, $"no resolver is defined to resolve {address.Host}", directive);
        }

        if (group is null && address is { IsUnix: false, Port: 0 })
        {
            return Fail(500, $"there is no port in \"{target.Authority}\"", directive);
        }

        state.Proxy = directive.Name == "proxy_pass" ? (target.HostHeader, target.PortText) : null;
        var passed = new PassedRequest(state, variables, block, directive);
        upstream = new RouteUpstream(group?.Args[0] ?? Shown(target.Authority), target.Protocol, Peers(group, address, directive), group)
        {
            RequestLine = passed.Line(target, hasVariables, settings),
            Host = passed.Host(target.Protocol),
            Script = passed.Script(target.Protocol),
        };
        if (group is null && address is { IsUnix: false, IsLiteral: false })
        {
            decisions.Note(address.Host, $"its addresses come from the name service ({directive.Where})");
        }

        Step("content", $"passed to {Shown(target.Shown)}", directive);
        return End(new RouteOutcome(RouteKind.Proxy, state.ErrorStatus != 0 ? state.ErrorStatus : null, Shown(target.Url(upstream.RequestLine))), directive);
    }

    /// <summary>Every unknown variable stands after the authority, so that only the URI is unknown.</summary>
    private static bool IsUriOnly(Value written)
    {
        var scheme = written.Text.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : written.Text.AsSpan(scheme + 3).IndexOfAny('/', '?');
        return path >= 0 && !written.Text.AsSpan(0, scheme + 3 + path).Contains('$');
    }

    /// <summary>The upstream block that a target names; with a port it is a host like any other.</summary>
    private Directive? FindGroup(PassTarget target) => target.HasPort || target.Address!.IsUnix ? null
        : state.Server.Outer!.Upstreams?.Find(u => u.Args is [var name, ..] && name.Equals(Shown(target.Address.Host), StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<RoutePeer> Peers(Directive? group, PeerAddress address, Directive pass) => group is null
        ? [new RoutePeer(address.ToString(), 1, "active", 1, "10s", pass)]
        : [.. UpstreamReader.Servers(group).Select(s => new RoutePeer(
            s.Address.ToString(),
            s.Weight,
            s.Down ? "down" : s.Backup ? "backup" : "active",
            Parameter(s, "max_fails=") is { } fails ? Number(fails) : 1,
            Parameter(s, "fail_timeout=") ?? "10s",
            s.Directive))];

    private static string? Parameter(UpstreamServer server, string name) =>
        server.Directive.Args.FirstOrDefault(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
