using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>One upstream: its block, or the one peer in it, the passes that lead to it, and what holds for them of what is spoken to it.</summary>
internal static class UpstreamFocus
{
    /// <summary>The focus; null when no block and no peer is called so.</summary>
    public static LintFocus? Of(LintSubject subject, string name)
    {
        var blocks = subject.Model.Upstreams.Where(u => u.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var isBlock = blocks.Count > 0;
        blocks.AddRange(isBlock ? [] : subject.Model.Upstreams.Where(u => u.Servers.Any(s => IsCalled(s.Address, name))));
        var own = blocks.Select(u => u.Directive).ToHashSet();
        var passes = subject.Model.Passes.Where(p => (p.Upstream is { } upstream && own.Contains(upstream.Directive)) || (p.Address is { } address && IsCalled(address, name))).ToList();
        if (blocks.Count == 0 && passes.Count == 0)
        {
            return null;
        }

        var others = isBlock ? [] : blocks.SelectMany(u => u.Servers).Where(s => !IsCalled(s.Address, name)).Select(s => s.Directive).ToHashSet();
        own.UnionWith(passes.Select(p => p.Directive));
        var under = passes.SelectMany(p => p.Scope.Select(block => (Block: block, Pass: p))).ToLookup(u => u.Block, u => u.Pass);
        return new LintFocus(subject, Belongs, own.Concat(blocks.SelectMany(u => u.Servers).Select(s => s.Directive)).Where(d => !others.Contains(d)));

        bool Belongs(PlacedDirective placed) =>
            own.Contains(placed.Directive)
            || (placed.Around.LastOrDefault() is { } around
                && ((own.Contains(around) && !others.Contains(placed.Directive))
                    || under[around].Any(p => IsSpoken(placed.Directive.Name, p.Protocol) && subject.Holding(p.Scope, placed.Directive.Name).Contains(placed.Directive))));
    }

    /// <summary>As diagnose takes the name.</summary>
    private static bool IsCalled(PeerAddress address, string name) => address.ToString() == name || address.Host == name || address.Path == name;

    private static bool IsSpoken(string directive, Protocol protocol) =>
        directive.StartsWith(protocol.DirectivePrefix(), StringComparison.Ordinal) || directive is "resolver" or "resolver_timeout";
}
