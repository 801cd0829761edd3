using Gatemedic.Logs;
using Gatemedic.Rendering;

namespace Gatemedic;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, 7, "0 %")]
    [InlineData(1, 1_000_000, "<0.1 %")]
    [InlineData(19, 1_000, "1.9 %")]
    [InlineData(995, 10_000, "10 %")]
    [InlineData(99, 100, "99.0 %")]
    [InlineData(9_999_999, 10_000_000, ">99.9 %")]
    [InlineData(7, 7, "100 %")]
    [InlineData(7, 0, "")]
    public void A_share_is_all_or_nothing_only_when_it_is(long part, long whole, string expected) => Assert.Equal(expected, Figures.Percent(part, whole));

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.0004, "<1 ms")]
    [InlineData(0.0421, "42 ms")]
    [InlineData(1.25, "1.3 s")]
    [InlineData(60.01, "60 s")]
    [InlineData(400, "6 min 40 s")]
    [InlineData(double.NaN, "-")]
    [InlineData(-1, "-")]
    public void A_latency_has_the_unit_that_reads_best(double seconds, string expected) => Assert.Equal(expected, Figures.Seconds(seconds));

    [Fact]
    public void Steps_across_columns_are_shared_out_and_none_is_lost()
    {
        var start = DateTimeOffset.UnixEpoch;
        var grid = new TimeGrid(start, TimeSpan.FromSeconds(60), 3);
        Assert.Equal([45, 15, 0], grid.Spread([new TimeSeries(TimeSpan.FromSeconds(80), start, [60])]).Select(c => Math.Round(c, 9)));
        Assert.Equal([3, 0, 4], grid.Spread([new TimeSeries(TimeSpan.FromSeconds(30), start, [1, 2, 0, 0, 4])]));
    }

    [Theory]
    [InlineData(1, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData(1, "2026-07-14T11:40:00Z", "2026-07-14T11:40:00Z")]
    [InlineData(86400, "2026-07-14T11:40:00Z", "2026-07-14T12:40:00Z")]
    public void A_grid_holds_both_ends_however_far_apart(int finest, string from, string to)
    {
        var (first, last) = (DateTimeOffset.Parse(from), DateTimeOffset.Parse(to));
        var grid = TimeGrid.Over(first, last, TimeSpan.FromSeconds(finest), 60);
        Assert.InRange(grid.Columns, 1, 60);
        Assert.InRange(grid.ColumnOf(first), 0, 1);
        Assert.InRange(grid.ColumnOf(last), 0, grid.Columns);
        Assert.True(TimeTick.Over(grid, new LogClock(SampleReports.Zone, last), 8).Count <= 9);
    }

    [Fact]
    public void Wide_characters_count_twice_and_marks_not_at_all()
    {
        Assert.Equal(8, CellText.Width("a漢🚀e\u0301é1"));
        Assert.Equal("/漢../é", CellText.CutMiddle("/漢字/カタカナ/é", 8, ".."));
        Assert.Equal(["one two", "three"], CellText.Wrap("one two three", 8));
        Assert.Equal(["漢漢漢", "漢"], CellText.Wrap("漢漢漢漢", 7));
    }
}
