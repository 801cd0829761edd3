using Gatemedic.Logs;
using Gatemedic.Reporting;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>The live picture of <c>--follow</c>: always as many lines as the terminal has, drawn over the last ones so that nothing flickers or scrolls.</summary>
/// <param name="output">The terminal.</param>
/// <param name="zone">In which times are told; this machine's when null.</param>
internal sealed class LogFollowRenderer(TextWriter output, TimeZoneInfo? zone = null)
{
    private const int RowsOfChart = 16;
    private const int RowsOfPlaces = 24;
    private const int MostReasons = 5;
    private const int MostPeers = 5;
    private const int MostNotices = 3;

    /// <summary>Takes the other screen of the terminal, without a cursor: what stood before comes back at the end.</summary>
    public void Open() => Send("\u001b[?1049h\u001b[?25l");

    /// <summary>Gives the screen back. Harmless when it was never taken.</summary>
    public void Close() => Send("\u001b[?25h\u001b[?1049l");

    /// <summary>Draws the picture.</summary>
    /// <param name="report">Of the sliding window.</param>
    /// <param name="notices">What happened to the logs, newest last: rotated, cut, lines lost.</param>
    /// <param name="screen">What the terminal is like now.</param>
    public void Render(LogReport report, IReadOnlyList<string> notices, FollowScreen screen)
    {
        var lines = Lines(report, notices, screen);
        var frame = new System.Text.StringBuilder("\u001b[H");
        for (var row = 0; row < Math.Min(lines.Count, screen.Rows); row++)
        {
            // No line end after the last row: it would scroll.
            frame.Append(row > 0 ? "\r\n" : "").Append(lines[row]).Append("\u001b[0m\u001b[K");
        }

        Send(frame.Append("\u001b[J").ToString());
    }

    /// <summary>The picture from the most to the least important; the terminal's height decides how much of it is seen.</summary>
    private List<string> Lines(LogReport report, IReadOnlyList<string> notices, FollowScreen screen)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = screen.HasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = screen.Columns;
        console.Profile.Capabilities.Unicode = screen.HasUnicode;
        var page = new LogPage(console, new LogClock(zone ?? TimeZoneInfo.Local, report.Now));
        new LogHeadlineText(page).Write(report, LogVerdict.Of(report));
        foreach (var notice in notices.TakeLast(MostNotices))
        {
            page.Write(new StyledLine().Add("  ! ", new Style(Color.Yellow)).Add(notice));
        }

        if (screen.Rows >= RowsOfChart)
        {
            LogTextRenderer.Timeline(page, report, Math.Clamp((screen.Rows - RowsOfChart) / 3, 3, 8), bursts: 0);
        }

        Reasons(page, report.Picture);
        if (screen.Rows >= RowsOfPlaces)
        {
            Peers(page, report.Picture);
        }

        return [.. text.ToString().TrimEnd('\n').Split('\n').Select(l => l.TrimEnd('\r'))];
    }

    private static void Reasons(LogPage page, LogPicture picture)
    {
        if (picture.Reasons.IsEmpty)
        {
            return;
        }

        page.Heading("Why");
        foreach (var reason in picture.Reasons.Take(MostReasons))
        {
            page.Write(new StyledLine().Add(Figures.Count(reason.Count).PadLeft(10)).To(12).Add(reason.Reason.Title)
                .Add(reason.Peers is [var peer, ..] ? "  " + CellText.CutMiddle(SafeText.Clean(peer.Text), 40, page.Mark) : "", LogPage.Dim).Add($"  last {page.Clock.Time(reason.Last)}", LogPage.Dim));
        }
    }

    private static void Peers(LogPage page, LogPicture picture)
    {
        var failing = picture.Peers.Where(p => p.Failures > 0 || p.Errors > 0).Take(MostPeers).ToList();
        if (failing.Count > 0)
        {
            page.Heading("Upstream peers");
            LogPlacesText.PeerTable(page, failing).Print();
        }
    }

    private void Send(string text)
    {
        output.Write(text);
        output.Flush();
    }
}

/// <summary>What a terminal is like.</summary>
/// <param name="Columns">Its width.</param>
/// <param name="Rows">Its height.</param>
/// <param name="HasColor">Colours are wanted.</param>
/// <param name="HasUnicode">It shows more than ASCII.</param>
internal readonly record struct FollowScreen(int Columns, int Rows, bool HasColor, bool HasUnicode);
