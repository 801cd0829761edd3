using System.Globalization;
using System.Text;

namespace Gatemedic.Causes;

/// <summary>Puts what was seen into sentences.</summary>
internal static class PointingText
{
    private const int LongestValue = 120;

    // What keeps its small letter at the start of a sentence.
    private static readonly string[] Names = ["php-fpm", "nginx", "systemd", "gunicorn", "uvicorn", "uWSGI", "worker_connections"];

    /// <summary>What was seen, what it would mean, and which other program says so too.</summary>
    internal static string Because(Sign sign, Belief belief)
    {
        string text = $"{Sentence(belief.Hint.Row.Says, sign, times: true)}: {belief.Guess.Why}.";
        foreach (var support in belief.Supports.Take(1))
        {
            text += $" At that time, too: {Filled(support.Witness.Row.Says, support.Witness.Sign, times: true)}.";
        }
        return text;
    }

    /// <summary>A clause with its values, as the start of a sentence.</summary>
    internal static string Sentence(string says, Sign sign, bool times)
    {
        string text = Filled(says, sign, times);
        bool named = says is ['{', ..] || Array.Exists(Names, n => text.StartsWith(n, StringComparison.Ordinal));
        return named || text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string Filled(string says, Sign sign, bool times)
    {
        var text = new StringBuilder();
        for (int at = 0; at < says.Length;)
        {
            int open = says.IndexOf('{', at);
            int close = open < 0 ? -1 : says.IndexOf('}', open);
            if (close < 0)
            {
                text.Append(says, at, says.Length - at);
                break;
            }
            string name = says[(open + 1)..close];
            if (name == "times" && !times)
            {
                // "(12 times)" or " 12 times" goes without a trace.
                text.Append(says.AsSpan(at, open - at).TrimEnd("( "));
                at = says[close..].StartsWith("})", StringComparison.Ordinal) ? close + 2 : close + 1;
                continue;
            }
            text.Append(says, at, open - at).Append(name == "times" ? Times(sign.Count) : Value(name, sign));
            at = close + 1;
        }
        return text.ToString();
    }

    private static string Value(string name, Sign sign)
    {
        string value = name switch
        {
            "peer" => sign.Peer is { Length: > 0 } peer ? peer : "the upstream",
            "unit" => sign.Unit ?? sign.Fields.GetValueOrDefault("unit") ?? "the application",
            _ => sign.Fields.GetValueOrDefault(name) is { Length: > 0 } field ? field : "?",
        };
        return value.Length <= LongestValue ? value : value[..LongestValue] + "...";
    }

    private static string Times(long count) => count switch
    {
        1 => "once",
        2 => "twice",
        _ => count.ToString("N0", CultureInfo.InvariantCulture) + " times",
    };
}
