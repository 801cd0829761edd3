using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gatemedic.Rendering;

/// <summary>Prints a runbook page as a person reads it in a terminal: headings at the margin, text below them set in, code set apart, tables in columns.</summary>
internal sealed class PageRenderer
{
    private const int Widest = 80;
    private const int Indent = 2;

    private static readonly Style Code = new(Color.Aqua);
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Title = new(decoration: Decoration.Bold | Decoration.Underline);

    private readonly IAnsiConsole console;

    public PageRenderer(IAnsiConsole console)
    {
        this.console = console;
        console.Profile.Width = Math.Min(console.Profile.Width, Widest);
    }

    /// <summary>Prints the Markdown that our pages use: headings, paragraphs, lists, tables, code blocks, bold and code spans.</summary>
    public void Render(string markdown)
    {
        var lines = markdown.TrimEnd('\n').Split('\n');
        var fenced = false;
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced;
            }
            else if (fenced || line.StartsWith("    ", StringComparison.Ordinal))
            {
                console.Write(new Verbatim(line.Length == 0 ? line : fenced ? "      " + line : "  " + line, Code));
            }
            else if (line.StartsWith('#'))
            {
                console.Write(new Text(line.TrimStart('#', ' '), line.StartsWith("# ", StringComparison.Ordinal) ? Title : Bold));
                console.WriteLine();
            }
            else if (line.StartsWith('|'))
            {
                var rows = lines.Skip(at).TakeWhile(l => l.StartsWith('|')).ToList();
                Table(rows);
                at += rows.Count - 1;
            }
            else
            {
                Text(line);
            }
        }
    }

    /// <summary>Prints codes, one a line, for whoever reads them with one line on each; a program gets the codes alone.</summary>
    public void RenderList(IEnumerable<(string Code, string Summary)> entries)
    {
        var columns = Columns(2);
        foreach (var (code, summary) in entries)
        {
            if (console.Profile.Capabilities.Ansi)
            {
                columns.AddRow(new Text(code, Code), Inline(summary));
            }
            else
            {
                console.WriteLine(code);
            }
        }

        if (console.Profile.Capabilities.Ansi)
        {
            console.Write(columns);
        }
    }

    private void Text(string line)
    {
        if (line.Length == 0)
        {
            console.WriteLine();
            return;
        }

        var isItem = line.StartsWith("- ", StringComparison.Ordinal);
        IRenderable text = isItem
            ? new Grid().AddColumn(new GridColumn().Width(1).PadLeft(0).PadRight(1)).AddColumn(new GridColumn().PadLeft(0).PadRight(0)).AddRow(new Text("-"), Inline(line[2..]))
            : Inline(line);
        console.Write(new Padder(text, new Padding(Indent, 0, 0, 0)));
    }

    /// <summary>The first row is the head, the second the rule below it.</summary>
    private void Table(List<string> rows)
    {
        var head = Cells(rows[0]);
        var columns = Columns(head.Length);
        columns.AddRow([.. head.Select(c => (IRenderable)Inline(c, Bold))]);
        foreach (var row in rows.Skip(2).Select(Cells))
        {
            columns.AddRow([.. Enumerable.Range(0, head.Length).Select(i => (IRenderable)Inline(i < row.Length ? row[i] : ""))]);
        }

        console.Write(new Padder(columns, new Padding(Indent, 0, 0, 0)));
    }

    private static Grid Columns(int count)
    {
        var grid = new Grid();
        for (var i = 0; i < count; i++)
        {
            grid.AddColumn(new GridColumn().PadLeft(0).PadRight(i + 1 < count ? Indent : 0));
        }

        return grid;
    }

    private static string[] Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(c => c.Trim())];

    /// <summary>Splits at ** and ` into styled runs.</summary>
    private static Paragraph Inline(string line, Style? plain = null)
    {
        var paragraph = new Paragraph();
        var (bold, code, start) = (false, false, 0);
        for (var i = 0; i <= line.Length; i++)
        {
            var isCode = i < line.Length && line[i] == '`';
            var isBold = !code && i + 1 < line.Length && line[i] == '*' && line[i + 1] == '*';
            if (i < line.Length && !isCode && !isBold)
            {
                continue;
            }

            paragraph.Append(line[start..i], code ? Code : bold ? Bold : plain ?? Style.Plain);
            (bold, code) = (bold ^ isBold, code ^ isCode);
            i += isBold ? 1 : 0;
            start = i + 1;
        }

        return paragraph;
    }
}
