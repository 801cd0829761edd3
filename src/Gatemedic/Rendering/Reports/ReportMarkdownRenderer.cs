using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Writes a page for a ticket or a forum. Whatever comes from the host is code or entities, so that nothing in it takes effect.</summary>
internal static class ReportMarkdownRenderer
{
    private const int LongestLine = 2000;

    /// <summary>Writes it.</summary>
    public static void Render(ReportPage page, TextWriter output)
    {
        output.WriteLine($"# {page.State}: {MarkdownText.Prose(page.Headline)}");
        if (!page.Facts.IsEmpty)
        {
            output.WriteLine();
        }

        foreach (var (name, text) in page.Facts)
        {
            output.WriteLine($"- **{name}:** {MarkdownText.Prose(text)}");
        }

        foreach (var section in page.Sections)
        {
            LogMarkdownRenderer.Heading(output, MarkdownText.Prose(section.Title));
            var isFirst = true;
            foreach (var block in section.Blocks)
            {
                if (!isFirst)
                {
                    output.WriteLine();
                }

                Write(block, output);
                isFirst = false;
            }
        }
    }

    private static void Write(ReportBlock block, TextWriter output)
    {
        switch (block)
        {
            case ReportHeading heading:
                output.WriteLine($"### {MarkdownText.Prose(heading.Text)}{(heading.Note.Length > 0 ? $" ({MarkdownText.Prose(heading.Note)})" : "")}");
                break;
            case ReportText text:
                output.WriteLine(MarkdownText.Paragraph(text.Text));
                break;
            case ReportList list:
                foreach (var item in list.Items)
                {
                    output.WriteLine($"- **{MarkdownText.Prose(item.Label)}** {MarkdownText.Prose(item.Text)}{(item.Source.Length > 0 ? $" ({MarkdownText.Code(item.Source)})" : "")}");
                }

                LogMarkdownRenderer.More(output, list.Left, "");
                break;
            case ReportTable table:
                var rows = new MarkdownTable([.. table.Columns]);
                foreach (var row in table.Rows)
                {
                    rows.Row([.. row.Select(c => c.Length > 0 ? MarkdownText.Cell(c) : "")]);
                }

                rows.Write(output);
                LogMarkdownRenderer.More(output, table.Left, "");
                break;
            case ReportCode code:
                if (code.Caption.Length > 0)
                {
                    output.WriteLine(MarkdownText.Paragraph(code.Caption));
                    output.WriteLine();
                }

                MarkdownText.Block(output, code.Lines.Select(l => CellText.Cut(l.Replace("\t", "    ", StringComparison.Ordinal), LongestLine, "…")), code.Language);
                break;
        }
    }
}
