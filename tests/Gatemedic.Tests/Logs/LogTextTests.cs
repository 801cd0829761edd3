using Gatemedic.Rendering;
using Gatemedic.Reporting;
using Spectre.Console;

namespace Gatemedic;

/// <summary>What a person reads of <c>gatemedic logs</c> in a terminal.</summary>
public sealed class LogTextTests
{
    private const string Hostile = "\u001b[2J\u009b31m\0\a\r\n\u202e漢字\ud800`|</script>";

    [Theory]
    [InlineData("incident")]
    [InlineData("tiny")]
    [InlineData("clean")]
    [InlineData("empty")]
    public void Reads_as_it_did(string name)
    {
        var report = name switch { "incident" => SampleReports.Incident(), "tiny" => SampleReports.Tiny(), "clean" => SampleReports.Clean(), _ => SampleReports.Empty() };
        Repository.Golden(Repository.Path("tests", "Gatemedic.Tests", "Snapshots", $"logs-{name}.txt"), Text(report, 80));
    }

    [Fact]
    public void Gives_a_terminal_nothing_to_obey_but_line_ends() =>
        Assert.DoesNotContain(Text(SampleReports.Saying(Hostile), 100), c => (char.IsControl(c) && c != '\n') || c == '\u202e');

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Keeps_wide_characters_inside_the_page(int width)
    {
        var report = SampleReports.Saying("/漢字/カタカナ/🚀🚀🚀/한국어/" + new string('長', 60)) with { Advice = [] };
        var lines = Text(report, width).Split('\n').Where(l => !l.Contains("gatemedic explain", StringComparison.Ordinal) && !l.StartsWith("  /漢字", StringComparison.Ordinal)).ToList();
        Assert.All(lines, l => Assert.True(CellText.Width(l) <= width, l));
    }

    [Fact]
    public void Draws_in_ascii_where_the_terminal_has_no_more() =>
        Assert.DoesNotContain(Text(SampleReports.Incident(), 80, unicode: false), c => c > 127);

    [Fact]
    public void Stays_short_however_much_there_is() =>
        Assert.InRange(Text(SampleReports.Huge(), 100).Split('\n').Length, 100, 900);

    private static string Text(LogReport report, int width, bool unicode = true)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = unicode;
        new LogTextRenderer(console, SampleReports.Zone).Render(report);
        return string.Join('\n', writer.ToString().Split('\n').Select(l => l.TrimEnd()));
    }
}
