using System.Text.RegularExpressions;

namespace Gatemedic.Logs.Tests;

/// <summary>The record grammar once more, by plain strings tried at every place: the twin that the span parser is checked against.</summary>
internal static partial class SlowErrorLine
{
    private static readonly string[] Anchors =
    [
        ", client: ", ", server: ", ", request: \"", ", subrequest: \"", ", upstream: \"", ", bytes from/to client:", ", host: \"", ", referrer: \"",
    ];

    private static readonly int[] Quoted = [2, 3, 4, 6, 7];

    /// <summary>All parts in one text, or null when it is no record.</summary>
    internal static string? Parse(string record)
    {
        var head = Head().Match(record);
        if (!head.Success)
        {
            return null;
        }
        string rest = head.Groups["rest"].Value, message = rest, conf = "", errno = "", action = "", resolver = "";
        var fields = new string[Anchors.Length];
        int context = Context(rest, fields);
        if (context >= 0)
        {
            message = rest[..context];
        }
        else if (rest.LastIndexOf(", resolver: ", StringComparison.Ordinal) is >= 0 and var asked
            && rest[..asked].EndsWith(" while resolving", StringComparison.Ordinal))
        {
            (message, resolver) = (rest[..asked], rest[(asked + ", resolver: ".Length)..]);
        }
        bool alone = message == rest;
        if (Action().Match(message) is { Success: true } doing)
        {
            action = doing.Groups[1].Value;
            message = message[..doing.Index];
        }
        if (alone && ConfPlace().Match(message) is { Success: true } place)
        {
            conf = place.Groups[1].Value;
            message = message[..place.Index];
        }
        if (Errno().Match(message) is { Success: true } number && int.Parse(number.Groups[1].Value) is >= 1 and <= 4095
            && !message[..number.Index].EndsWith(" could not be resolved", StringComparison.Ordinal))
        {
            errno = $"{int.Parse(number.Groups[1].Value)}";
            message = message[..number.Index];
        }
        return string.Join('|', [head.Groups["level"].Value, head.Groups["pid"].Value, head.Groups["conn"].Value, message, errno, action,
            fields[0], fields[1], fields[2], fields[3], fields[4], fields[6], resolver, conf]);
    }

    private static int Context(string rest, string[] fields)
    {
        int from = rest.StartsWith("FastCGI sent in stderr: \"", StringComparison.Ordinal) ? rest.IndexOf("\" while ", StringComparison.Ordinal) : 0;
        for (int start = from < 0 ? rest.Length : from; start < rest.Length; start++)
        {
            string anchor = rest[start..].StartsWith(", udp client: ", StringComparison.Ordinal) ? ", udp client: " : Anchors[0];
            if (!rest[start..].StartsWith(anchor, StringComparison.Ordinal) || !Client().IsMatch(rest[(start + anchor.Length)..]))
            {
                continue;
            }
            int current = 0, value = start + anchor.Length;
            for (int at = value; at < rest.Length && current < 7; at++)
            {
                int next = Array.FindIndex(Anchors, a => rest[at..].StartsWith(a, StringComparison.Ordinal));
                if (next > current && (!Quoted.Contains(current) || rest[at - 1] == '"'))
                {
                    fields[current] = Bare(rest[value..at], current);
                    current = next;
                    value = at + Anchors[next].Length;
                    at = value - 1;
                }
            }
            fields[current] = Bare(rest[value..], current);
            return start;
        }
        return -1;
    }

    private static string Bare(string value, int field) => Quoted.Contains(field) && value.EndsWith('"') ? value[..^1] : value;

    [GeneratedRegex(@"\A.{19} \[(?<level>error|crit|warn|info|notice|alert|emerg|debug)\] (?<pid>[0-9]{1,9})#[0-9]{1,9}: (?:\*(?<conn>[0-9]{1,9}) )?(?<rest>.*)\z",
        RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex(@"\A(?:unix:(?:, |\z)|[0-9a-f.:]+, |[0-9a-f.:]*\z)")]
    private static partial Regex Client();

    [GeneratedRegex(@" while (connecting to upstream|resolving|sending to client)\z")]
    private static partial Regex Action();

    [GeneratedRegex(@" in (/(?:(?! in /)[\s\S])*:[0-9]{1,9})\z| in command line\z")]
    private static partial Regex ConfPlace();

    [GeneratedRegex(@" \(([0-9]{1,9})(?=: )(?:(?! \()[\s\S])*\)\z")]
    private static partial Regex Errno();
}
