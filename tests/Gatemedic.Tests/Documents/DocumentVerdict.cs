using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatemedic;

/// <summary>Compares what a command did with what its page lets a reader expect.</summary>
internal static partial class DocumentVerdict
{
    /// <summary>Each way in which they differ, in words.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<DocumentOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            var block = outcomes.Where(o => o.Command.Block > 0 && o.Command.Block == outcome.Command.Block).Select(o => Varying(o.Errors + o.Output)).ToArray();
            var faults = new[]
            {
                Exits(outcome) is var exits && exits.Contains(outcome.Code) ? "" : $"exit {outcome.Code}, not {string.Join(" or ", exits)}",
                outcome.Unheld is { } said ? $"does not hold ({said.Trim()}): {(outcome.Claim.Says.Length > 0 ? outcome.Claim.Says : outcome.Claim.Check)}" : "",
                NotShown(block, Varying(outcome.Command.Shown)) is var (same, rest) && rest.Length == 0 ? "" : $"prints what the page shows as far as \"{same}\", and not \"{rest}\"",
                IsWhole(outcome) ? "" : "no JSON",
            };
            foreach (var fault in faults.Where(f => f.Length > 0))
            {
                yield return $"line {outcome.Command.Line}: {outcome.Command.Text}: {fault}\n{Start(outcome.Output)}{Start(outcome.Errors)}";
            }
        }
    }

    /// <summary>Where the page says nothing: what found a fault says so, what was asked to do something did it.</summary>
    private static int[] Exits(DocumentOutcome outcome) => outcome.Claim.Exit is { } said ? [said]
        : outcome.Command.Line == 0 || Answered().IsMatch(outcome.Command.Text) ? [0]
        : Verb().Matches(outcome.Command.Text) is not [.., var call] ? [0]
        : call.Groups[1].Value switch
        {
            "" or "diagnose" when outcome.Command.Text.Contains("--bundle", StringComparison.Ordinal) => [1],
            "" or "diagnose" when outcome.Command.Text.Contains("--nagios", StringComparison.Ordinal) => [outcome.Fails ? 2 : 0],
            "" or "diagnose" => [outcome.Fails ? 1 : 0],
            "fix" when outcome.Command.Text.Contains("--dry-run", StringComparison.Ordinal) => [outcome.Fails ? 1 : 0],
            "lint" => [0, 1],
            _ => [0],
        };

    private static bool IsWhole(DocumentOutcome outcome)
    {
        if (!Json().IsMatch(outcome.Command.Text) || outcome.Code == 2)
        {
            return true;
        }

        try
        {
            foreach (var json in EachALine().IsMatch(outcome.Command.Text) ? outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [outcome.Output])
            {
                using var read = JsonDocument.Parse(json);
            }

            return outcome.Output.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The end of what is printed as shown, and the beginning of what is not. Line breaks depend on the width of what varies, so words are compared; "..." stands for anything.</summary>
    private static (string Same, string Other) NotShown(string[] printed, string shown)
    {
        var words = shown.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var same = words.Length;
        while (same > 0 && !printed.Any(p => Pattern(words[..same]).IsMatch(p)))
        {
            same--;
        }

        return (string.Join(' ', words[..same].TakeLast(4)), string.Join(' ', words[same..].Take(8)));
    }

    private static Regex Pattern(string[] words) =>
        new(string.Join(".*", string.Join(' ', words).Split("...").Select(p => Regex.Escape(p.Trim()))), RegexOptions.NonBacktracking);

    /// <summary>Without what differs from run to run and from host to host: times, process ids, sizes, versions.</summary>
    private static string Varying(string text) => White().Replace(
        Replaced.Aggregate(text, (t, r) => Regex.Replace(t, r.Key, r.Value, RegexOptions.NonBacktracking)), " ");

    private static readonly Dictionary<string, string> Replaced = new()
    {
        [@"\(\d+\.\d+s\)"] = "(TIME)",
        [@"time=\d+\.\d+s"] = "time=TIME",
        [@"\d\d\d\d-\d\d-\d\d"] = "DAY",
        [@"\d\d:\d\d:\d\d"] = "CLOCK",
        [@"pid \d+"] = "pid PID",
        [@"/proc/\d+"] = "/proc/PID",
        [@"\d+(\.\d+)? KiB"] = "SIZE",
        [@"\d+ (environment|host name|address)"] = "SOME $1",
        [@"gatemedic \d+\.\d+\.\d+"] = "gatemedic VERSION",
    };

    private static string Start(string text) => string.Concat(text.Split('\n').Take(12).Where(l => l.Length > 0).Select(l => $"    {(l.Length > 200 ? l[..200] : l)}\n"));

    [GeneratedRegex(@"(?<=^|[ /])gatemedic(?: ([a-z]+))?(?= |$)")]
    private static partial Regex Verb();

    [GeneratedRegex("--(?:help|version)")]
    private static partial Regex Answered();

    [GeneratedRegex(@"--format (?:json|sarif)[^|>]*$")]
    private static partial Regex Json();

    [GeneratedRegex(@"route|--requests")]
    private static partial Regex EachALine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
