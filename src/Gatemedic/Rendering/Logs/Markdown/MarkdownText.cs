namespace Gatemedic.Rendering;

/// <summary>Text of logs inside Markdown: always as code, in fences that it cannot close, so that no backtick, pipe, tag, link or mention of it takes effect.</summary>
internal static class MarkdownText
{
    private const int Longest = 160;

    /// <summary>A code span. In a table a pipe would end the cell, and a backslash before it would take away its escape: such text is written as HTML in entities.</summary>
    public static string Code(string? text, bool inTable = false)
    {
        var clean = CellText.Cut(SafeText.Clean(text), Longest, "…");
        if (clean.Length == 0)
        {
            return "-";
        }

        if (inTable && clean.Contains('|', StringComparison.Ordinal))
        {
            return $"<code>{string.Concat(clean.EnumerateRunes().Select(Entity))}</code>";
        }

        var fence = new string('`', LongestRun(clean) + 1);
        // A blank at each end is taken away again; it parts the text from the fence.
        return fence.Length > 1 || clean[0] == ' ' || clean[^1] == ' ' ? $"{fence} {clean} {fence}" : $"`{clean}`";
    }

    /// <summary>A cell of a table that is code.</summary>
    public static string Cell(string? text) => Code(text, inTable: true);

    /// <summary>A block of code: each text on a line of its own.</summary>
    public static void Block(TextWriter output, IEnumerable<string> lines, string language = "", string indent = "")
    {
        var clean = lines.Select(SafeText.Clean).ToList();
        var fence = new string('`', Math.Max(3, clean.Select(LongestRun).DefaultIfEmpty(0).Max() + 1));
        output.WriteLine($"{indent}{fence}{language}");
        foreach (var line in clean)
        {
            output.WriteLine(indent + line);
        }

        output.WriteLine(indent + fence);
    }

    /// <summary>Prose that may quote a log: everything that Markdown or HTML knows is written as an entity.</summary>
    public static string Prose(string? text) => string.Concat(CellText.Cut(SafeText.Clean(text), 800, "…").EnumerateRunes().Select(Entity));

    /// <summary>Prose on a line of its own: it does not begin a list either.</summary>
    public static string Paragraph(string? text)
    {
        var prose = Prose(text).TrimStart(' ');
        var digits = prose.TakeWhile(char.IsAsciiDigit).Count();
        return prose.StartsWith('-') ? "&#45;" + prose[1..]
            : digits > 0 && digits < prose.Length && prose[digits] is '.' or ')' ? $"{prose[..digits]}&#{(int)prose[digits]};{prose[(digits + 1)..]}"
            : prose;
    }

    private static string Entity(System.Text.Rune rune) => rune.Value switch
    {
        '&' or '<' or '>' or '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '#' or '@' or '!' or '$' or '=' or '+' => $"&#{rune.Value};",
        _ => rune.ToString(),
    };

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
