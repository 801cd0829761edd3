using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Writes a page in a format that is a page: what every command does alike.</summary>
internal static class ReportRenderer
{
    /// <summary>The format is one of these.</summary>
    public static bool Writes(string format) => format is "markdown" or "html";

    /// <summary>Writes it.</summary>
    public static void Render(ReportPage page, string format, TextWriter output)
    {
        if (format == "html")
        {
            ReportHtmlRenderer.Render(page, output);
        }
        else
        {
            ReportMarkdownRenderer.Render(page, output);
        }
    }
}
