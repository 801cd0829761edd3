using System.Text.RegularExpressions;

namespace Gatemedic;

/// <summary>Finds in Markdown what its reader types, what is shown for it, and what is to be saved as a file.</summary>
internal static partial class DocumentParser
{
    /// <summary>The steps in their order.</summary>
    /// <param name="page">The text.</param>
    /// <param name="everything">All lines of shell blocks, rather than those alone in which the program is called.</param>
    public static IReadOnlyList<DocumentStep> Parse(string page, bool everything)
    {
        var steps = new List<DocumentStep>();
        var lines = page.Split('\n');
        var (section, verb) = (0, "");
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, at + 1, l => l.TrimStart().StartsWith("```", StringComparison.Ordinal));
                Fenced(steps, lines, (at, end), section, everything);
                at = end;
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                var continues = at > 0 && lines[at - 1].StartsWith("    ", StringComparison.Ordinal) && steps.Count > 0;
                steps.AddRange(Typed(at + 1, continues ? ((TypedCommand)steps[^1]).Block : at + 1, line, everything));
            }
            else if (line.StartsWith('#'))
            {
                section = steps.Count;
            }
            else
            {
                var spans = line.StartsWith('|') ? TableRow(line, everything ? verb : "") : CodeSpan().Matches(line).Select(m => m.Value.Trim('`')).Where(IsMoreThanAName);
                steps.AddRange(spans.Select(s => new TypedCommand(at + 1, s)));
            }

            verb = steps.OfType<TypedCommand>().LastOrDefault() is { } last && Verb().Match(last.Text) is { Success: true } named ? named.Value : verb;
        }

        return steps;
    }

    /// <summary>A shell block, a dialogue with its prompt, what the commands before it print, or a file to save.</summary>
    private static void Fenced(List<DocumentStep> steps, string[] lines, (int Start, int End) fence, int section, bool everything)
    {
        var language = lines[fence.Start].Trim().TrimStart('`');
        var block = lines[(fence.Start + 1)..fence.End];
        var text = string.Join('\n', block) + "\n";
        var first = fence.Start + 2;
        var asked = steps.FindLastIndex(s => s is TypedCommand { Block: > 0 });
        if (language == "sh")
        {
            steps.AddRange(Continued().Replace(text, " ").Split('\n').SelectMany((l, i) => Typed(first + i, first, l, everything)));
        }
        else if (language.Length == 0 && block[0].StartsWith("$ ", StringComparison.Ordinal))
        {
            steps.Add(new TypedCommand(first, block[0][2..], first) { Shown = string.Join('\n', block[1..]) });
        }
        else if (language.Length == 0 && asked >= section && steps[asked] is TypedCommand { Shown: "" } last)
        {
            steps[asked] = last with { Shown = text };
        }
        else if (everything && (SaveAs().Match(lines[..fence.Start].Last(l => l.Length > 0)) is { Success: true } said ? said : PathComment().Match(block[0])) is { Success: true } named)
        {
            steps.Add(new SavedFile(named.Groups[1].Value, text));
        }
    }

    private static IEnumerable<TypedCommand> Typed(int line, int block, string text, bool everything) =>
        Comment().Replace(text.Trim(), "") is { Length: > 0 } typed && (everything || Call().IsMatch(typed)) ? [new TypedCommand(line, typed, block)] : [];

    /// <summary>The commands of a row's cells. In the first cell an option alone belongs to the last command's verb, and a word alone is another value of the option before it.</summary>
    private static IEnumerable<string> TableRow(string row, string verb)
    {
        var cell = row.Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|')[1].Replace('\u0001', '|');
        var last = "";
        foreach (var span in CodeSpan().Matches(cell).Select(m => m.Value.Trim('`')))
        {
            last = Call().IsMatch(span) ? span
                : span.StartsWith("--", StringComparison.Ordinal) && verb.Length > 0 ? $"{verb} {span}"
                : last.Contains(" --", StringComparison.Ordinal) && BareWord().IsMatch(span) ? last[..last.LastIndexOf(' ')] + " " + span
                : "";
            verb = Verb().Match(last) is { Success: true } named ? named.Value : verb;
            if (last.Length > 0)
            {
                yield return last;
            }
        }

        foreach (var span in CodeSpan().Matches(row[cell.Length..]).Select(m => m.Value.Trim('`').Replace("\\|", "|", StringComparison.Ordinal)).Where(IsMoreThanAName))
        {
            yield return span;
        }
    }

    /// <summary>In prose `gatemedic lint` is a name; with an argument it is something to type.</summary>
    private static bool IsMoreThanAName(string span) => CallWithArgument().IsMatch(span);

    /// <summary>At the start of a command of a pipe or list; a variable, sudo or strace may stand before it.</summary>
    [GeneratedRegex(@"(?:^|\| |&& |; )(?:[A-Z_]+=\S+ |sudo |strace .* )?(?:\./|/usr/bin/)?gatemedic(?: |$)")]
    private static partial Regex Call();

    [GeneratedRegex(@"(?:^|\| )(?:sudo )?(?:\./)?gatemedic (?:-|\w+ \S)")]
    private static partial Regex CallWithArgument();

    [GeneratedRegex(@"(?<=^|\| )gatemedic(?: [a-z]+(?= |$))?")]
    private static partial Regex Verb();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^[a-z]+$")]
    private static partial Regex BareWord();

    [GeneratedRegex(@"(?:^| +)# .*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^Save this as `(/\S+)`")]
    private static partial Regex SaveAs();

    [GeneratedRegex(@"^# (/etc/[^\s,]+)")]
    private static partial Regex PathComment();
}
