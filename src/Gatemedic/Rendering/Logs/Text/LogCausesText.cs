using Gatemedic.Logs;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>The causes that the pattern points to, and the lines that show the failures.</summary>
internal sealed class LogCausesText(LogPage page)
{
    private const int MostCauses = 5;
    private const int MostQuotes = 8;
    private const int QuotesOfReason = 2;
    private const int LongestQuote = 400;

    /// <summary>Writes the causes.</summary>
    public void Write(LogReport report)
    {
        if (report.Causes.IsEmpty)
        {
            return;
        }

        page.Heading("Causes this points to", "gatemedic diagnose looks at the host and decides");
        foreach (var cause in report.Causes.Take(MostCauses))
        {
            page.Write(new StyledLine().Add("  ").Add(cause.Cause, LogPage.Bold).Add($"  {LogWords.Likely(cause.Confidence)} ({cause.Confidence:0.00})", LogPage.Dim));
            page.Prose("", 4, cause.Because);
            page.Verbatim($"    gatemedic explain {cause.Cause}", LogPage.Code);
        }

        page.More(report.Causes.Length - MostCauses, "causes");
    }

    /// <summary>Writes the newest lines of each reason, and of causes whose lines no reason has.</summary>
    public void Evidence(LogReport report)
    {
        var quotes = Quotes(report, QuotesOfReason, MostQuotes);
        if (quotes.Count == 0)
        {
            return;
        }

        page.Heading("Evidence");
        foreach (var quote in quotes)
        {
            page.Verbatim("  " + quote.Source, LogPage.Dim);
            page.Prose("", 4, CellText.Cut(SafeText.Clean(quote.Line), LongestQuote, page.Mark));
        }
    }

    /// <summary>Lines worth reading: some of each reason, then those of causes; each once.</summary>
    public static List<LogQuote> Quotes(LogReport report, int ofReason, int most) =>
        [.. report.Picture.Reasons.SelectMany(r => r.Quotes.Take(ofReason)).Concat(report.Causes.SelectMany(c => c.Quotes.Take(ofReason))).DistinctBy(q => q.Source).Take(most)];
}
