using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Reporting;

/// <summary>Edits after which logs are written in a format that has more variables.</summary>
internal static class FormatEdits
{
    private const string NewName = "gateway";

    /// <summary>Extends the log_format; the built-in combined has none, so one like it is added and the logs are made to use it.</summary>
    /// <param name="format">What is lacking something.</param>
    /// <param name="logs">The logs that use it.</param>
    /// <param name="lacking">What is added.</param>
    /// <param name="sites">The directives.</param>
    public static IEnumerable<ConfigEdit> Extend(LogFormat format, ImmutableArray<LogTarget> logs, ImmutableArray<FormatNeed> lacking, LogDirectives sites)
    {
        // The last of a name counts, as it is the one that nginx refuses.
        var own = sites.All.LastOrDefault(s => s.Directive is { Name: "log_format", Args: [var name, _, ..] } && name == format.Name)?.Directive;
        return own is not null ? [Extend(own, format, lacking)] : Add(logs, lacking, sites);
    }

    private static ConfigEdit Extend(Directive directive, LogFormat format, ImmutableArray<FormatNeed> lacking)
    {
        // The parts are joined; JSON closes in the last one.
        var last = directive.Args.Length - 1;
        return format.Escape == "json" && format.Text.TrimEnd().EndsWith('}')
            ? ConfigEdit.ReplaceArg(directive, last, FormatNeed.Extend(directive.Args[last], format.Escape, lacking))
            : ConfigEdit.Replace(directive, directive.Name, directive.Args.Add(FormatNeed.Pairs(lacking)));
    }

    private static IEnumerable<ConfigEdit> Add(ImmutableArray<LogTarget> logs, ImmutableArray<FormatNeed> lacking, LogDirectives sites)
    {
        var uses = sites.All.Where(s => s.Http is not null && logs.Any(l => sites.Find("access_log", l) == s.Directive)).ToList();
        var taken = sites.All.Where(s => s.Directive is { Name: "log_format", Args: [_, ..] }).Select(s => s.Directive.Args[0]).ToHashSet();
        var name = taken.Contains(NewName) ? Enumerable.Range(2, taken.Count).Select(n => NewName + n).First(n => !taken.Contains(n)) : NewName;
        var statement = Statement.Of("log_format", name, AccessFormat.Combined.Format, FormatNeed.Pairs(lacking));
        foreach (var http in uses.Select(u => u.Http!).Distinct())
        {
            var beside = uses.Find(u => u.Http == http && u.Block == "http");
            yield return ConfigEdit.Insert(statement, beside is not null ? Place.Before(beside.Directive) : Place.First(http));
        }

        foreach (var use in uses.Select(u => u.Directive))
        {
            yield return ConfigEdit.Replace(use, use.Name, use.Args.Length == 1 ? use.Args.Add(name) : use.Args.SetItem(1, name));
        }
    }
}
