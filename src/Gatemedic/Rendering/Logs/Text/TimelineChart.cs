using System.Collections.Immutable;
using Gatemedic.Logs;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Draws failures over time with block characters: stacked by status, with a scale, a time axis and marks under the bursts.</summary>
internal sealed class TimelineChart(LogPage page, TimeGrid grid, ImmutableArray<FailureSeries> series)
{
    /// <summary>Columns left of the plot.</summary>
    public const int Gutter = 10;

    private const string Eighths = " ▁▂▃▄▅▆▇█";
    private const string AsciiThirds = " .:#";

    private readonly double[][] _columns = [.. series.Select(s => grid.Spread(s.Times))];

    // Few steps in a wide terminal: each is drawn as several cells, so that the plot does not huddle at the left.
    private readonly int _cells = Math.Max(1, (page.Width - Gutter - 1) / grid.Columns);

    /// <summary>Draws it.</summary>
    /// <param name="height">In lines, without the axis.</param>
    /// <param name="bursts">To mark.</param>
    public void Draw(int height, IReadOnlyList<Burst> bursts)
    {
        var totals = Enumerable.Range(0, grid.Columns).Select(c => _columns.Sum(s => s[c])).ToArray();
        var peak = totals.Max();
        var unit = RateUnit.For(grid.Step);
        for (var row = height - 1; row >= 0; row--)
        {
            var label = row == height - 1 ? RateUnit.Number(peak / unit.Divisor) + unit.Short : row == (height / 2) - 1 && height > 3 ? RateUnit.Number(peak * (row + 1) / height / unit.Divisor) : "";
            page.Write(Row(label, row, height, totals, peak));
        }

        Axis();
        Marks(bursts);
        if (series.Length > 1)
        {
            foreach (var (one, columns) in series.Zip(_columns))
            {
                page.Write(Spark(CellText.Cut(one.Label, Gutter - 3, page.Mark), columns, LogPage.OfStatus(one.Label)));
            }
        }
    }

    /// <summary>One series in one line, scaled to its own peak.</summary>
    private StyledLine Spark(string label, double[] columns, Style style)
    {
        var line = new StyledLine().Add("  " + label, style).To(Gutter);
        var peak = columns.Max();
        return line.Add(string.Concat(columns.Select(c => new string(Block(peak > 0 ? c / peak : 0), _cells))), style);
    }

    private StyledLine Row(string label, int row, int height, double[] totals, double peak)
    {
        var line = new StyledLine().Add(label.PadLeft(Gutter - 2), LogPage.Dim).Add(label.Length > 0 ? page.Unicode ? " ┤" : " +" : page.Unicode ? " │" : " |", LogPage.Dim);
        for (var c = 0; c < totals.Length; c++)
        {
            var filled = peak > 0 ? (totals[c] / peak * height) - row : 0;
            // What happened at all is seen: the least is an eighth of a line.
            filled = row == 0 && totals[c] > 0 ? Math.Max(filled, 0.125) : filled;
            line.Add(new string(Block(Math.Clamp(filled, 0, 1)), _cells), StyleAt(c, (row + (Math.Clamp(filled, 0, 1) / 2)) / height * peak));
        }

        return line;
    }

    /// <summary>The style of the series that the stack has at a height; of its topmost above it, for the least is drawn higher than it is.</summary>
    private Style StyleAt(int column, double height)
    {
        var style = Style.Plain;
        for (var i = 0; i < series.Length && height > 0; i++)
        {
            height -= _columns[i][column];
            style = _columns[i][column] > 0 ? LogPage.OfStatus(series[i].Label) : style;
        }

        return style;
    }

    private char Block(double share)
    {
        var blocks = page.Unicode ? Eighths : AsciiThirds;
        return blocks[share <= 0 ? 0 : Math.Clamp((int)Math.Round(share * (blocks.Length - 1)), 1, blocks.Length - 1)];
    }

    private void Axis()
    {
        var width = grid.Columns * _cells;
        var ticks = TimeTick.Over(grid, page.Clock, Math.Max(2, width / 12));
        var rule = new string(page.Unicode ? '─' : '-', width).ToCharArray();
        var labels = new StyledLine();
        foreach (var tick in ticks)
        {
            var at = (int)(tick.Column * _cells);
            var start = Gutter + Math.Max(0, at - 2);
            if (at < width && start > labels.Width && start + tick.Label.Length <= page.Width)
            {
                rule[at] = page.Unicode ? '┬' : '+';
                labels.To(start).Add(tick.Label, LogPage.Dim);
            }
        }

        page.Write(new StyledLine().Add("0".PadLeft(Gutter - 2) + (page.Unicode ? " └" : " +"), LogPage.Dim).Add(new string(rule), LogPage.Dim));
        page.Write(labels);
    }

    /// <summary>A digit and a line under each burst, to be found again in their list.</summary>
    private void Marks(IReadOnlyList<Burst> bursts)
    {
        var marks = new string(' ', grid.Columns * _cells).ToCharArray();
        for (var i = 0; i < bursts.Count; i++)
        {
            var (from, to) = ((int)Math.Clamp(grid.ColumnOf(bursts[i].From) * _cells, 0, marks.Length - 1), (int)Math.Clamp(grid.ColumnOf(bursts[i].To) * _cells, 0, marks.Length - 1));
            for (var at = from; at <= to; at++)
            {
                marks[at] = marks[at] is ' ' ? page.Unicode ? '━' : '=' : marks[at];
            }

            marks[from] = (char)('1' + i);
        }

        if (bursts.Count > 0)
        {
            page.Write(new StyledLine().Add("  bursts", LogPage.Dim).To(Gutter).Add(new string(marks).TrimEnd(), LogPage.Bold));
        }
    }
}
