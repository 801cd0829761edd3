using Gatemedic.Rendering;

namespace Gatemedic;

/// <summary>The live screen of <c>gatemedic logs --follow</c>.</summary>
public sealed class LogFollowTests
{
    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 50)]
    [InlineData(40, 5)]
    public void Fills_no_more_than_the_terminal_and_never_scrolls(int columns, int rows)
    {
        using var writer = new StringWriter();
        new LogFollowRenderer(writer, SampleReports.Zone).Render(SampleReports.Huge(), [new string('漢', 300), "\u001b[2J"], new FollowScreen(columns, rows, HasColor: false, HasUnicode: true));
        var frame = writer.ToString();
        Assert.StartsWith("\u001b[H", frame, StringComparison.Ordinal);
        Assert.EndsWith("\u001b[K\u001b[J", frame, StringComparison.Ordinal);
        var lines = frame[3..^3].Split("\r\n").Select(l => l.Replace("\u001b[0m\u001b[K", "", StringComparison.Ordinal)).ToList();
        Assert.InRange(lines.Count, 1, rows);
        Assert.All(lines, l => Assert.True(CellText.Width(l) <= columns && !l.Any(char.IsControl), l));
    }
}
