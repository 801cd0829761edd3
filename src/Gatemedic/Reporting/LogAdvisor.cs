using System.Collections.Immutable;
using Gatemedic.Collecting;
using Gatemedic.Host;
using Gatemedic.Nginx;

namespace Gatemedic.Reporting;

/// <summary>Says what in a configuration keeps its logs from telling why requests fail, and the edit that changes it.</summary>
internal static class LogAdvisor
{
    private const string WhyFormat = "each failed request gets its reason from them";

    private static readonly string[] Muffled = ["crit", "alert", "emerg"];

    /// <summary>The advice for the logs that were read; for all of a configuration none of which was named.</summary>
    /// <param name="logs">What was read.</param>
    /// <param name="configurations">What says how it is written.</param>
    public static ImmutableArray<LogAdvice> Of(IReadOnlyCollection<TakenLog> logs, ImmutableArray<LoggedConfiguration> configurations)
    {
        var read = logs.Select(l => LogDirectory.SetOf(l.Wanted.Path)).ToHashSet();
        var advice = new List<LogAdvice>();
        foreach (var configuration in configurations)
        {
            var sites = LogDirectives.Of(configuration.Model.Tree);
            var concerned = configuration.Model.Logs.Where(l => read.Contains(l.Path) || l.Path == "/dev/null").ToList();
            advice.AddRange(Formats(configuration, sites, concerned));
            advice.AddRange(ErrorLevels(configuration, sites, concerned));
            advice.AddRange(SwitchedOff(configuration, sites));
        }

        var known = configurations.SelectMany(c => c.Model.Logs).Select(l => l.Path).ToHashSet();
        return [.. advice, .. Unconfigured(logs.Where(l => !known.Contains(LogDirectory.SetOf(l.Wanted.Path))))];
    }

    private static IEnumerable<LogAdvice> Formats(LoggedConfiguration configuration, LogDirectives sites, List<LogTarget> logs) =>
        from log in logs
        where log.Format is not null
        group log by log.Format into alike
        let lacking = FormatNeed.LackingIn(alike.Key.Text)
        where !lacking.IsEmpty
        select new LogAdvice(
            Lacks($"the log format \"{alike.Key.Name}\" of {string.Join(" and ", alike.Select(l => l.Path))}", lacking),
            WhyFormat,
            Plan(configuration, FormatEdits.Extend(alike.Key, [.. alike], lacking, sites)));

    private static IEnumerable<LogAdvice> ErrorLevels(LoggedConfiguration configuration, LogDirectives sites, List<LogTarget> logs)
    {
        foreach (var log in logs.Where(l => l.Kind == LogKind.Error && sites.Find("error_log", l) is not null))
        {
            var directive = sites.Find("error_log", log)!;
            if (log.Path == "/dev/null")
            {
                yield return new LogAdvice(
                    $"error_log goes to /dev/null ({directive.Where})", "only error lines tell why nginx could not reach an upstream",
                    Plan(configuration, [ConfigEdit.ReplaceArg(directive, 0, configuration.DefaultErrorLog)]));
            }
            else if (Muffled.Contains(log.Level))
            {
                yield return new LogAdvice(
                    $"error_log {log.Path} keeps only {log.Level} and worse ({directive.Where})", "nginx tells the failures of upstreams at the level error",
                    Plan(configuration, [ConfigEdit.ReplaceArg(directive, 1, "error")]));
            }
        }
    }

    /// <summary>"access_log off" for a whole server; for a location it is how checks and pictures are kept out of the log.</summary>
    private static IEnumerable<LogAdvice> SwitchedOff(LoggedConfiguration configuration, LogDirectives sites) =>
        from site in sites.All
        where site is { Directive: { Name: "access_log", Args: ["off"] }, Block: "http" or "server" }
        select new LogAdvice(
            $"access_log is off for a whole {site.Block} ({site.Directive.Where})", "requests there are counted nowhere, and failed ones are known only from error lines",
            Plan(configuration, [ConfigEdit.Remove(site.Directive)]));

    private static IEnumerable<LogAdvice> Unconfigured(IEnumerable<TakenLog> logs) =>
        from log in logs
        where log.Source.Format is not null
        group log by log.Source.Format into alike
        let lacking = FormatNeed.LackingIn(alike.Key.Format)
        where !lacking.IsEmpty
        select new LogAdvice(
            Lacks($"the format of {string.Join(" and ", alike.Select(l => l.Source.Name).Take(3))}", lacking),
            $"{WhyFormat}; with --conf the change is shown as a diff", []);

    private static string Lacks(string what, ImmutableArray<FormatNeed> lacking) => $"{what} lacks {string.Join(", ", lacking.Where(n => n.IsAsked).Select(n => "$" + n.Variable))}";

    private static ImmutableArray<LogAdviceEdit> Plan(LoggedConfiguration configuration, IEnumerable<ConfigEdit> edits) =>
        edits.ToList() is { Count: > 0 } wanted
            ? [.. ConfigEditor.Plan(configuration.Files, configuration.MainPath, configuration.Model.Tree, wanted).Files.Select(f => new LogAdviceEdit(f.Path, f.Diff))]
            : [];
}
