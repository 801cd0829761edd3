using Gatemedic.Logs;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Tells a log report for the ticket of an incident: the verdict, when, why and where in tables, and the lines that show it.</summary>
internal sealed class LogMarkdownRenderer
{
    private const int MostCauses = 5;
    private const int MostReasons = 10;
    private const int MostEntries = 20;
    private const int MostQuotes = 10;
    private const int QuotesOfReason = 2;
    private const int LongestLine = 600;

    private readonly TextWriter _output;
    private readonly LogClock _clock;

    private LogMarkdownRenderer(TextWriter output, LogClock clock)
    {
        _output = output;
        _clock = clock;
    }

    /// <summary>Writes it.</summary>
    /// <param name="report">What to tell.</param>
    /// <param name="output">Where to.</param>
    /// <param name="zone">In which times are told; this machine's when null.</param>
    public static void Render(LogReport report, TextWriter output, TimeZoneInfo? zone = null)
    {
        var clock = new LogClock(zone ?? TimeZoneInfo.Local, report.Now);
        var page = new LogMarkdownRenderer(output, clock);
        page.Headline(report, LogVerdict.Of(report));
        page.Causes(report);
        page.Reasons(report.Picture);
        new LogPlacesMarkdown(output, clock).Write(report);
        page.Timeline(report.Picture);
        page.Evidence(report);
        new LogReadingMarkdown(output, clock).Write(report);
    }

    private void Headline(LogReport report, LogVerdict verdict)
    {
        _output.WriteLine($"# {LogHeadlineText.Word(verdict.State).Word}: {verdict.Summary()}");
        _output.WriteLine();
        if (!verdict.Statuses.IsEmpty)
        {
            _output.WriteLine($"- **Status:** {LogWords.Counts(verdict.Statuses, 8)}");
        }

        Fact("When", verdict.When(report, _clock));
        if (report.Picture.Reasons is [var reason, ..])
        {
            Fact("Why", $"{reason.Reason.Title}: {LogWords.Many(reason)}, {_clock.Range(reason.First, reason.Last)}");
        }

        Fact("Where", MarkdownText.Prose(LogWords.WorstPeer(report.Picture)));
        Fact("Written", $"{_clock.Full(report.Now)}; times are of that zone");
    }

    private void Fact(string name, string text)
    {
        if (text.Length > 0)
        {
            _output.WriteLine($"- **{name}:** {text}");
        }
    }

    private void Causes(LogReport report)
    {
        if (report.Causes.IsEmpty)
        {
            return;
        }

        Heading(_output, "Causes this points to");
        foreach (var cause in report.Causes.Take(MostCauses))
        {
            _output.WriteLine($"- **{MarkdownText.Prose(cause.Cause)}**, {LogWords.Likely(cause.Confidence)} ({cause.Confidence:0.00}): {MarkdownText.Prose(cause.Because)} See `gatemedic explain {cause.Cause}`.");
        }

        More(_output, report.Causes.Length - MostCauses, "causes");
    }

    private void Reasons(LogPicture picture)
    {
        if (picture.Reasons.IsEmpty)
        {
            return;
        }

        Heading(_output, "Why");
        var table = new MarkdownTable(">count", ">share", "reason", "when", "rhythm", "where");
        var all = picture.Reasons.Sum(r => r.Count);
        foreach (var reason in picture.Reasons.Take(MostReasons))
        {
            var doubt = LogWords.Doubt(reason) is { } told ? $"; {told}" : "";
            var where = reason.Routes is [var route, ..] ? route.Text : reason.Servers is [var server, ..] ? server.Text : "";
            table.Row(
                Figures.Count(reason.Count),
                Figures.Percent(reason.Count, all),
                reason.Reason.Title + doubt,
                _clock.Between(reason.First, reason.Last),
                LogWords.Rhythm(reason, _clock),
                $"{(reason.Peers is [var peer, ..] ? MarkdownText.Cell(peer.Text) : "")} {(where.Length > 0 ? MarkdownText.Cell(where) : "")}".Trim());
        }

        table.Write(_output);
        More(_output, picture.Reasons.Length - MostReasons, "reasons");
    }

    private void Timeline(LogPicture picture)
    {
        if (picture.Witnesses.IsEmpty)
        {
            return;
        }

        Heading(_output, "On one clock");
        var (entries, left) = WitnessTimeline.Of(picture, _clock, MostEntries);
        var table = new MarkdownTable("time", "who", "what", "");
        foreach (var entry in entries)
        {
            table.Row(_clock.Time(entry.Time), MarkdownText.Cell(entry.Program), MarkdownText.Cell(entry.Text), entry.Note ?? (entry.Source is { } source ? MarkdownText.Cell(source) : ""));
        }

        table.Write(_output);
        More(_output, left, "events");
    }

    private void Evidence(LogReport report)
    {
        var quotes = LogCausesText.Quotes(report, QuotesOfReason, MostQuotes);
        if (quotes.Count == 0)
        {
            return;
        }

        Heading(_output, "Evidence");
        foreach (var quote in quotes)
        {
            _output.WriteLine($"{MarkdownText.Code(quote.Source)}");
            _output.WriteLine();
            MarkdownText.Block(_output, [CellText.Cut(SafeText.Clean(quote.Line), LongestLine, "…")]);
            _output.WriteLine();
        }
    }

    /// <summary>A heading between blank lines.</summary>
    internal static void Heading(TextWriter output, string title)
    {
        output.WriteLine();
        output.WriteLine($"## {title}");
        output.WriteLine();
    }

    /// <summary>How many a list left out.</summary>
    internal static void More(TextWriter output, int left, string what)
    {
        if (left > 0)
        {
            output.WriteLine();
            output.WriteLine($"and {Figures.Count(left)} more {what}".TrimEnd());
        }
    }
}
