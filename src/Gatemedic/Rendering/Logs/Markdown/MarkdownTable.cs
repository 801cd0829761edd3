namespace Gatemedic.Rendering;

/// <summary>A table of Markdown. Cells are ready: text of logs has gone through <see cref="MarkdownText.Cell"/>. Columns in which nothing stands are left out.</summary>
/// <param name="titles">Of the columns; "&gt;" in front sets one to the right.</param>
internal sealed class MarkdownTable(params string[] titles)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Row(params string?[] cells) => _rows.Add([.. cells.Select(c => c ?? "")]);

    /// <summary>Writes it.</summary>
    public void Write(TextWriter output)
    {
        var shown = Enumerable.Range(0, titles.Length).Where(i => _rows.Any(r => r[i].Length > 0)).ToArray();
        output.WriteLine(Line(shown.Select(i => titles[i].TrimStart('>'))));
        output.WriteLine(Line(shown.Select(i => titles[i].StartsWith('>') ? "---:" : "---")));
        foreach (var row in _rows)
        {
            output.WriteLine(Line(shown.Select(i => row[i])));
        }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
