using Gatemedic.Logs;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>What nginx and the other programs said around the failures, on one clock.</summary>
internal sealed class LogWitnessesText(LogPage page)
{
    private const int Most = 20;
    private const int MostTimeless = 4;
    private const int LongestProgram = 20;
    private const int Longest = 300;

    /// <summary>Writes them in the order of time; nothing where only nginx speaks, for that is told already.</summary>
    public void Write(LogPicture picture)
    {
        if (picture.Witnesses.IsEmpty)
        {
            return;
        }

        var (entries, left) = WitnessTimeline.Of(picture, page.Clock, Most);
        page.Heading("On one clock", "nginx and the other witnesses around the failures");
        var times = entries.Select(e => page.Clock.Time(e.Time)).ToList();
        var program = 4 + times.Select(t => t.Length).DefaultIfEmpty(0).Max();
        var text = program + 2 + entries.Select(e => Math.Min(LongestProgram, CellText.Width(SafeText.Clean(e.Program)))).DefaultIfEmpty(0).Max();
        foreach (var (entry, time) in entries.Zip(times))
        {
            var said = CellText.Cut(SafeText.Clean(entry.Text), Longest, page.Mark) + (entry.Note is { } note ? $" ({note})" : "");
            var label = time.PadLeft(program - 2);
            foreach (var part in CellText.Wrap(said, page.Width - text))
            {
                var line = new StyledLine().Add(label, LogPage.Dim);
                line.To(program).Add(label.Length > 0 ? CellText.CutMiddle(SafeText.Clean(entry.Program), LongestProgram, page.Mark) : "", entry.IsNginx ? new Style(Color.Red) : LogPage.Bold);
                page.Write(line.To(text).Add(part));
                label = "";
            }
        }

        page.More(left, "events in --format json");
        foreach (var group in picture.Witnesses.Where(w => w.First is null && !w.Samples.IsEmpty).Take(MostTimeless))
        {
            page.Prose("  no time", program, $"{group.Program} {group.Unit}: {CellText.Cut(SafeText.Clean(group.Samples[0].Message), Longest, page.Mark)} ({Figures.Count(group.Count, "time", "times")})", null, LogPage.Dim);
        }
    }
}
