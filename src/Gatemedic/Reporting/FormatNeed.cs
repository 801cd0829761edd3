using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Gatemedic.Reporting;

/// <summary>A variable that a log_format needs for a request to be told with its reason.</summary>
/// <param name="Variable">Without its dollar sign.</param>
/// <param name="Tells">What it tells, to follow "tells ".</param>
/// <param name="Key">How it is called where it is added to a format of key=value pairs.</param>
/// <param name="Instead">Variables that tell the same.</param>
/// <param name="IsAsked">Its lack is worth a change; the others are added along.</param>
internal sealed partial record FormatNeed(string Variable, string Tells, string Key, ImmutableArray<string> Instead, bool IsAsked = true)
{
    /// <summary>All, in the order in which they are added.</summary>
    public static ImmutableArray<FormatNeed> All { get; } =
    [
        new("host", "which server was asked", "host", ["http_host", "server_name"]),
        new("upstream_addr", "which peers were tried", "ua", []),
        new("upstream_status", "what each peer answered, and whether nginx or the peer made the 502", "us", []),
        new("request_time", "how long the client waited", "rt", []),
        new("upstream_connect_time", "whether connecting took the time", "uct", []),
        new("upstream_header_time", "whether an answer had begun", "uht", []),
        new("upstream_response_time", "how long each peer took", "urt", []),
        new("connection", "which error lines belong to it", "conn", []),
        new("pid", "which worker had it", "pid", [], IsAsked: false),
        new("request_id", "its line in the application's log", "id", [], IsAsked: false),
    ];

    /// <summary>Those that a format lacks; none when nothing that is worth a change is lacking.</summary>
    public static ImmutableArray<FormatNeed> LackingIn(string format)
    {
        var has = Variables().Matches(format).Select(m => m.Groups[1].Value).ToHashSet();
        ImmutableArray<FormatNeed> lacking = [.. All.Where(n => !has.Contains(n.Variable) && !n.Instead.Any(has.Contains))];
        return lacking.Any(n => n.IsAsked) ? lacking : [];
    }

    /// <summary>A format with these variables in addition; of a JSON format in JSON. They come last, so that what reads the beginning goes on working.</summary>
    public static string Extend(string format, string escape, ImmutableArray<FormatNeed> added)
    {
        var end = format.TrimEnd();
        return escape == "json" && end.EndsWith('}')
            ? $"{end[..^1].TrimEnd()}{string.Concat(added.Select(n => $",\"{n.Variable}\":\"${n.Variable}\""))}}}"
            : format + Pairs(added);
    }

    /// <summary>What follows a format of plain text.</summary>
    public static string Pairs(ImmutableArray<FormatNeed> added) => string.Concat(added.Select(n => $" {n.Key}=\"${n.Variable}\""));

    [GeneratedRegex(@"\$\{?([a-z0-9_]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Variables();
}
