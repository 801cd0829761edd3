using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Prints a runbook page as a person reads it in a terminal: headings bold, code set apart, paragraphs wrapped.</summary>
internal sealed class PageRenderer(IAnsiConsole console)
{
    private static readonly Style Code = new(Color.Aqua);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Prints the Markdown that our pages use: headings, paragraphs, lists, code blocks, bold and code spans.</summary>
    public void Render(string markdown)
    {
        var fenced = false;
        foreach (var line in markdown.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced;
            }
            else if (fenced || line.StartsWith("    ", StringComparison.Ordinal))
            {
                console.Write(new Verbatim(fenced ? "    " + line : line, Code));
            }
            else if (line.StartsWith('#'))
            {
                Write(new Text(line.TrimStart('#', ' '), line.StartsWith("# ", StringComparison.Ordinal) ? new Style(decoration: Decoration.Bold | Decoration.Underline) : Bold));
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                console.Write(new Grid().AddColumn(new GridColumn().Width(1).PadLeft(1).PadRight(1)).AddColumn(new GridColumn().PadLeft(0).PadRight(0))
                    .AddRow(new Text("-"), Inline(line[2..])));
            }
            else
            {
                Write(Inline(line));
            }
        }
    }

    private void Write(Spectre.Console.Rendering.IRenderable line)
    {
        console.Write(line);
        console.WriteLine();
    }

    /// <summary>Splits at ** and ` into styled runs.</summary>
    private static Paragraph Inline(string line)
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

            paragraph.Append(line[start..i], code ? Code : bold ? Bold : Style.Plain);
            (bold, code) = (bold ^ isBold, code ^ isCode);
            i += isBold ? 1 : 0;
            start = i + 1;
        }

        return paragraph;
    }
}
