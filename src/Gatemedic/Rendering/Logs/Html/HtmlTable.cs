namespace Gatemedic.Rendering;

/// <summary>A table of the page; columns in which nothing stands are left out.</summary>
internal sealed class HtmlTable(string caption, params (string Title, string Class)[] columns)
{
    private readonly List<string?[]> _rows = [];

    /// <summary>A column of numbers.</summary>
    public static (string, string) Number(string title) => (title, "n");

    /// <summary>A column of names that may be long.</summary>
    public static (string, string) Name(string title) => (title, "name");

    /// <summary>Adds a row.</summary>
    public void Row(params string?[] cells) => _rows.Add(cells);

    /// <summary>Writes it in a frame that scrolls by itself where the page is narrow.</summary>
    public void Write(HtmlWriter html)
    {
        var shown = Enumerable.Range(0, columns.Length).Where(i => _rows.Any(r => !string.IsNullOrEmpty(r[i]))).ToArray();
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"wide\"><thead><tr>");
        foreach (var i in shown)
        {
            html.Write($"<th scope=\"col\" class=\"{columns[i].Class}\">{columns[i].Title}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        foreach (var row in _rows)
        {
            html.Write($"<tr>");
            foreach (var i in shown)
            {
                html.Write($"<td class=\"{columns[i].Class}\">{row[i]}</td>");
            }

            html.Write($"</tr>\n");
        }

        html.Write($"</tbody></table></div>");
    }
}
