using System.Collections.Immutable;
using Gatemedic.Rendering;
using Gatemedic.Reporting;
using Spectre.Console;

namespace Gatemedic;

/// <summary>Pages as they are printed.</summary>
internal static class RenderedPage
{
    /// <summary>A page in a format; as text at 80 columns without colour.</summary>
    public static string Of(ReportPage page, string format)
    {
        using var output = new StringWriter { NewLine = "\n" };
        if (format != "text")
        {
            ReportRenderer.Render(page, format, output);
            return output.ToString();
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 80;
        new ReportTextRenderer(console, new LogClock(TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch)).Render(page);
        return output.ToString();
    }

    /// <summary>A page that says a text wherever a page can say one.</summary>
    public static ReportPage Saying(string text)
    {
        ImmutableArray<ReportItem> items = [new ReportItem(text, text, text), new ReportItem("a", text)];
        return new ReportPage
        {
            MadeBy = "gatemedic test",
            Title = "test",
            State = "DONE",
            Tone = ReportTone.Failing,
            Headline = text,
            Facts = [("a", text)],
            Sections =
            [
                new ReportSection("one", text, [new ReportHeading(text, text), new ReportText(text), new ReportList(items, 3), new ReportCode([text, "+" + text], "diff", text)]),
                new ReportSection("two", "Two", [new ReportTable(["a", "b"], [[text, "x"], ["x", text]], 3)]),
            ],
        };
    }
}
