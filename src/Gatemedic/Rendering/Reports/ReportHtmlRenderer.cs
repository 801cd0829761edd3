using System.Collections.Immutable;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Writes a page as one file that needs nothing else, in the looks of the log report.</summary>
internal sealed class ReportHtmlRenderer
{
    private const int Longest = 2000;

    private readonly HtmlWriter _html;

    private ReportHtmlRenderer(TextWriter output) => _html = new HtmlWriter(output);

    /// <summary>Writes the page.</summary>
    public static void Render(ReportPage page, TextWriter output)
    {
        var (before, after) = PageAssets.Read($"Gatemedic: {page.Title}", hasScript: false);
        output.Write(before);
        new ReportHtmlRenderer(output).Write(page);
        output.Write(after);
    }

    private void Write(ReportPage page)
    {
        _html.Write($"<header><span class=\"state {Class(page.Tone)}\">{page.State}</span><h1>");
        _html.Text(page.Headline, Longest);
        _html.Write($"</h1>\n<dl class=\"facts\">");
        foreach (var (name, text) in page.Facts)
        {
            _html.Write($"<dt>{name}</dt><dd>");
            _html.Text(text, Longest);
            _html.Write($"</dd>");
        }

        _html.Write($"</dl></header>\n");
        if (page.Sections.Length > 1)
        {
            Links(page.Sections);
        }

        _html.Write($"<main>\n");
        foreach (var section in page.Sections)
        {
            _html.Write($"<section><h2 id=\"{section.Id}\">{section.Title}</h2>");
            foreach (var block in section.Blocks)
            {
                Write(block, section.Title);
            }

            _html.Write($"</section>\n");
        }

        _html.Write($"</main>\n<footer class=\"quiet small\">Made by {page.MadeBy}. Nothing is loaded from anywhere.</footer>\n");
    }

    private void Links(ImmutableArray<ReportSection> sections)
    {
        _html.Write($"<nav aria-label=\"Sections\">");
        foreach (var section in sections)
        {
            _html.Write($"<a href=\"#{section.Id}\">{section.Title}</a>");
        }

        _html.Write($"</nav>\n");
    }

    private void Write(ReportBlock block, string title)
    {
        switch (block)
        {
            case ReportHeading heading:
                _html.Write($"<h3 class=\"part\">{heading.Text} <span class=\"quiet small\">{heading.Note}</span></h3>");
                break;
            case ReportText text:
                _html.Write($"<p>");
                _html.Text(text.Text, Longest);
                _html.Write($"</p>");
                break;
            case ReportList list:
                Write(list.Items);
                LogFindingsHtml.More(_html, list.Left, "");
                break;
            case ReportTable table:
                var rows = new HtmlTable(title, [.. table.Columns.Select(HtmlTable.Name)]);
                foreach (var row in table.Rows)
                {
                    rows.Row([.. row]);
                }

                rows.Write(_html);
                LogFindingsHtml.More(_html, table.Left, "");
                break;
            case ReportCode code:
                Write(code);
                break;
        }
    }

    private void Write(ImmutableArray<ReportItem> items)
    {
        _html.Write($"<ul class=\"items\">");
        foreach (var item in items)
        {
            _html.Write($"<li><span class=\"quiet\">{item.Label}</span> <span>");
            _html.Text(item.Text, Longest);
            if (item.Source.Length > 0)
            {
                _html.Write($" <span class=\"quiet small\">{item.Source}</span>");
            }

            _html.Write($"</span></li>\n");
        }

        _html.Write($"</ul>");
    }

    /// <summary>Lines of a diff are marked as what they are.</summary>
    private void Write(ReportCode code)
    {
        _html.Write($"<p class=\"quiet small\">{code.Caption}</p><pre>");
        foreach (var line in code.Lines)
        {
            var mark = code.Language != "diff" ? "span" : line.StartsWith('+') ? "ins" : line.StartsWith('-') ? "del" : "span";
            _html.Write($"<{mark}>");
            _html.Text(line.Replace("\t", "    ", StringComparison.Ordinal), Longest);
            _html.Write($"</{mark}>\n");
        }

        _html.Write($"</pre>");
    }

    /// <summary>The class that colours the answer.</summary>
    private static string Class(ReportTone tone) => tone switch
    {
        ReportTone.Failing => "failing",
        ReportTone.Trouble => "over",
        ReportTone.Well => "clean",
        _ => "unknown",
    };
}
