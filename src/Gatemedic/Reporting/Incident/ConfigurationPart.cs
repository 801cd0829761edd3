using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>The lines of the configuration on the way of the requests that fail.</summary>
internal static class ConfigurationPart
{
    private const int MostRoutes = 4;
    private const int MostLines = 40;

    /// <summary>The section: of each route its location, or its server's line, and the upstream block.</summary>
    public static ReportSection Of(Diagnosis.Diagnosis diagnosis) =>
        ReportSection.Of("configuration", "Configuration on the route", Blocks(diagnosis), "No configuration was seen that leads to an upstream.");

    private static IEnumerable<ReportBlock> Blocks(Diagnosis.Diagnosis diagnosis)
    {
        var failing = diagnosis.Findings.SelectMany(f => f.Targets).Concat(diagnosis.Unexplained);
        var targets = failing.Concat(diagnosis.Scene.Targets()).ToList();
        var routes = targets.SelectMany(t => t.Passes.Select(p => (t.Instance, Pass: p))).DistinctBy(r => r.Pass.Directive).ToList();
        var shown = new HashSet<Directive>();
        foreach (var (instance, pass) in routes.Take(MostRoutes))
        {
            var blocks = new[] { pass.Location?.Directive ?? pass.Directive, pass.Upstream?.Directive };
            yield return new ReportHeading(RouteText.Route(pass), instance.Id);
            foreach (var directive in blocks.OfType<Directive>().Where(shown.Add))
            {
                if (Lines(instance, directive) is { IsEmpty: false } lines)
                {
                    yield return new ReportCode(lines, "nginx", directive.Where);
                }
            }
        }

        if (routes.Count > MostRoutes)
        {
            yield return new ReportText($"and {routes.Count - MostRoutes} more routes; gatemedic route URL shows each");
        }
    }

    /// <summary>The directive as it stands in its file, whole lines, those that are many cut.</summary>
    private static ImmutableArray<string> Lines(NginxInstance instance, Directive directive)
    {
        var content = instance.Configuration.Seen?.Files.FirstOrDefault(f => f.Path == directive.File)?.Content ?? default;
        if (directive.Span.End > content.Length || directive.Span.Start >= directive.Span.End)
        {
            return [];
        }

        var start = content.Span[..directive.Span.Start].LastIndexOf((byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(content.Span[start..directive.Span.End]).Split('\n');
        return [.. lines.Take(MostLines).Select(l => l.TrimEnd('\r')), .. lines.Length > MostLines ? [$"# and {lines.Length - MostLines} more lines"] : ImmutableArray<string>.Empty];
    }
}
