using Gatemedic.Reporting;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Writes a page as plain text.</summary>
internal sealed class ReportTextRenderer(IAnsiConsole console, LogClock clock)
{
    private const int Indent = 2;
    private const int LabelWidth = 14;
    private const int WidestLabel = 32;
    private const int LongestCell = 30;

    private readonly LogPage _page = new(console, clock);

    /// <summary>Prints it.</summary>
    public void Render(ReportPage page)
    {
        _page.Prose(page.State, 12, page.Headline, LogPage.Bold, LogPage.Bold);
        foreach (var (name, text) in page.Facts)
        {
            _page.Prose("  " + name, LabelWidth, text);
        }

        foreach (var section in page.Sections)
        {
            _page.Heading(SafeText.Clean(section.Title));
            foreach (var block in section.Blocks)
            {
                Write(block);
            }
        }
    }

    private void Write(ReportBlock block)
    {
        switch (block)
        {
            case ReportHeading heading:
                _page.Write(new StyledLine().To(Indent).Add(SafeText.Clean(heading.Text), LogPage.Bold).Add("  " + SafeText.Clean(heading.Note), LogPage.Dim));
                break;
            case ReportText text:
                _page.Prose("", Indent, text.Text);
                break;
            case ReportList list:
                foreach (var item in list.Items)
                {
                    _page.Prose("  " + SafeText.Clean(item.Label), Math.Clamp(item.Label.Length + 4, LabelWidth, WidestLabel), item.Source.Length > 0 ? $"{item.Text} [{item.Source}]" : item.Text);
                }

                _page.More(list.Left, "");
                break;
            case ReportTable table:
                Write(table);
                break;
            case ReportCode code:
                if (code.Caption.Length > 0)
                {
                    _page.Prose("", Indent, code.Caption, LogPage.Dim);
                }

                foreach (var line in code.Lines)
                {
                    _page.Verbatim("    " + line.Replace("\t", "    ", StringComparison.Ordinal), LogPage.Code);
                }

                break;
        }
    }

    /// <summary>The column with the longest text stands last, where it may go on below: what was said is not cut.</summary>
    private void Write(ReportTable table)
    {
        var widths = table.Columns.Select((_, i) => table.Rows.Max(r => r[i].Length)).ToList();
        var longest = widths.Max() > LongestCell ? widths.IndexOf(widths.Max()) : -1;
        var text = new TextTable(_page, [.. table.Columns.Where((_, i) => i != longest).Select(c => new TextColumn(c) { Yields = true })]);
        foreach (var row in table.Rows)
        {
            text.Row(longest < 0 ? null : row[longest], [.. row.Where((_, i) => i != longest)]);
        }

        text.Print(longest < 0 ? "" : table.Columns[longest]);
        _page.More(table.Left, "");
    }
}
