using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>A column of a table of text.</summary>
/// <param name="Title">Its head.</param>
internal sealed record TextColumn(string Title)
{
    /// <summary>Numbers stand at the right.</summary>
    public bool Right { get; init; }

    /// <summary>Gives way where the page is narrow, and is cut in the middle.</summary>
    public bool Yields { get; init; }

    /// <summary>Of its cells.</summary>
    public Style? Style { get; init; }
}

/// <summary>Rows under columns that are as wide as they need to be and no wider than the page. Columns in which nothing stands are left out.</summary>
internal sealed class TextTable(LogPage page, params TextColumn[] columns)
{
    private const int Gap = 2;
    private const int Indent = 2;
    private const int NarrowestYielding = 14;
    private const int NarrowestTail = 44;

    private readonly List<(string[] Cells, string Tail)> _rows = [];
    private readonly Dictionary<int, string> _notes = [];

    /// <summary>Adds a row; the tail stands behind the columns, or on a line of its own below where there is no room.</summary>
    public void Row(string? tail, params string?[] cells) => _rows.Add(([.. cells.Select(c => SafeText.Clean(c))], SafeText.Clean(tail)));

    /// <summary>Says something of the last row on lines of its own.</summary>
    public void Note(string text) => _notes[_rows.Count - 1] = text;

    /// <summary>Writes it.</summary>
    public void Print(string tailTitle = "")
    {
        var shown = Enumerable.Range(0, columns.Length).Where(i => _rows.Any(r => r.Cells[i].Length > 0)).ToArray();
        var widths = Widths(shown);
        var used = Indent + shown.Sum(i => widths[i] + Gap);
        var isBeside = page.Width - used >= Math.Min(NarrowestTail, _rows.Max(r => CellText.Width(r.Tail)));
        var head = new StyledLine();
        var column = Indent;
        foreach (var i in shown)
        {
            Cell(head, column, widths[i], columns[i], columns[i].Title, LogPage.Dim);
            column += widths[i] + Gap;
        }

        if (isBeside && _rows.Any(r => r.Tail.Length > 0))
        {
            head.To(column).Add(tailTitle, LogPage.Dim);
        }

        page.Write(head);
        for (var i = 0; i < _rows.Count; i++)
        {
            var (cells, tail) = _rows[i];
            Row(shown, widths, cells, isBeside ? tail : "");
            foreach (var below in new[] { isBeside ? "" : tail, _notes.GetValueOrDefault(i, "") }.Where(t => t.Length > 0))
            {
                page.Prose("", Indent + 2, below, LogPage.Dim);
            }
        }
    }

    private void Row(int[] shown, int[] widths, string[] cells, string tail)
    {
        var line = new StyledLine();
        var column = Indent;
        foreach (var i in shown)
        {
            Cell(line, column, widths[i], columns[i], cells[i], columns[i].Style ?? Style.Plain);
            column += widths[i] + Gap;
        }

        page.Write(tail.Length > 0 ? line.To(column).Add(CellText.Cut(tail, page.Width - column, page.Mark), LogPage.Dim) : line);
    }

    private void Cell(StyledLine line, int start, int width, TextColumn column, string text, Style style)
    {
        var fitting = CellText.CutMiddle(text, width, page.Mark);
        var blanks = column.Right ? width - CellText.Width(fitting) : 0;
        if (fitting.Length > 0)
        {
            line.To(start + blanks).Add(fitting, style);
        }
    }

    /// <summary>What each column needs; those that yield share what the others leave.</summary>
    private int[] Widths(int[] shown)
    {
        var widths = columns.Select((c, i) => _rows.Select(r => CellText.Width(r.Cells[i])).Append(c.Title.Length).Max()).ToArray();
        var over = Indent + shown.Sum(i => widths[i] + Gap) - Gap - page.Width;
        while (over > 0 && shown.Where(i => columns[i].Yields && widths[i] > NarrowestYielding).OrderByDescending(i => widths[i]).Cast<int?>().FirstOrDefault() is { } widest)
        {
            widths[widest]--;
            over--;
        }

        return widths;
    }
}
