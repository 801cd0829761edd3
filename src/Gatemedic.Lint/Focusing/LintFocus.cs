using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>What of a configuration a run of lint is about; findings elsewhere are left out, but for those that keep nginx from loading the whole.</summary>
public sealed class LintFocus
{
    private const string KeepsFromLoading = "config-invalid";

    private readonly ILookup<(string File, int Start), PlacedDirective> byStart;
    private readonly ILookup<(string File, int Line), PlacedDirective> byLine;
    private readonly Dictionary<string, int[]> lines;
    private readonly Func<PlacedDirective, bool> belongs;
    private readonly HashSet<(string File, int Line)> named;

    /// <summary>A focus on some places of a configuration.</summary>
    /// <param name="subject">The configuration.</param>
    /// <param name="belongs">A directive belongs to what is meant.</param>
    /// <param name="named">Directives that stand for it: a complaint that names one as a related place is about it too.</param>
    internal LintFocus(LintSubject subject, Func<PlacedDirective, bool> belongs, IEnumerable<Directive> named)
    {
        this.belongs = belongs;
        this.named = [.. named.Select(d => (d.File, d.Line))];
        List<PlacedDirective> all =
        [
            .. subject.All(),
            .. PlacedInclude.Of(subject).Select(i => new PlacedDirective(i.Directive, i.Block is { } block ? [block] : [])),
        ];
        byStart = all.ToLookup(p => (p.Directive.File, p.Directive.Span.Start));
        byLine = all.ToLookup(p => (p.Directive.File, p.Directive.Line));
        lines = all.GroupBy(p => p.Directive.File).ToDictionary(g => g.Key, g => g.Select(p => p.Directive.Line).Distinct().Order().ToArray());
    }

    /// <summary>The focus on the route of a request; null when no server takes it.</summary>
    public static LintFocus? OnRoute(LintSubject subject, RouteRequest request) => RouteFocus.Of(subject, request);

    /// <summary>The focus on an upstream block or peer; null when none is called so.</summary>
    /// <param name="subject">The configuration.</param>
    /// <param name="name">Of the block, or an address as nginx writes it, its host or its socket.</param>
    public static LintFocus? OnUpstream(LintSubject subject, string name) => UpstreamFocus.Of(subject, name);

    /// <summary>The finding is about what is meant.</summary>
    public bool Holds(LintFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var complaint = finding.Complaint;
        return finding.Check.LeadsTo is [KeepsFromLoading, ..] || At(complaint).Any(belongs) || complaint.Related.Any(r => named.Contains((r.File, r.Line)));
    }

    /// <summary>The directives at a place, once for each inclusion of the file; those of a line without any, such as a comment's, are the next below it.</summary>
    private IEnumerable<PlacedDirective> At(Complaint complaint)
    {
        if (complaint.Span is { Start: var start } && byStart.Contains((complaint.File, start)))
        {
            return byStart[(complaint.File, start)];
        }

        var known = lines.GetValueOrDefault(complaint.File, []);
        var at = Array.BinarySearch(known, complaint.Line);
        at = at < 0 ? ~at : at;
        return at < known.Length ? byLine[(complaint.File, known[at])] : [];
    }
}
