using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic;

/// <summary>What is pasted into a ticket, judged by the rules of GitHub's Markdown.</summary>
public sealed class LogMarkdownTests
{
    [Fact]
    public void Reads_as_it_did() =>
        Repository.Golden(Repository.Path("tests", "Gatemedic.Tests", "Snapshots", "logs-incident.md"), Page(SampleReports.Incident()));

    /// <summary>The lines that begin something, and the pipes that part cells, are those of a report that says nothing special.</summary>
    [Fact]
    public void Keeps_its_shape_whatever_the_logs_say()
    {
        var plain = Shape(Page(SampleReports.Saying("x")));
        HostileText.Check(report => Shape(Page(report)).SequenceEqual(plain));
    }

    [Fact]
    public void Gives_a_terminal_nothing_to_obey() =>
        HostileText.Check(report => !Page(report).Any(c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028'));

    [Theory]
    [InlineData("a|b", "<code>a&#124;b</code>")]
    [InlineData("a\\|b", "<code>a&#92;&#124;b</code>")]
    [InlineData("a`b``c", "``` a`b``c ```")]
    [InlineData("<b>@all", "`<b>@all`")]
    [InlineData("", "-")]
    public void Sets_a_text_as_code_in_a_cell(string text, string expected) => Assert.Equal(expected, MarkdownText.Cell(text));

    /// <summary>Headings, fences, and of table rows the number of cells; what stands inside a fence or a code span has no shape.</summary>
    internal static List<string> Shape(string page)
    {
        var shape = new List<string>();
        var fence = (string?)null;
        foreach (var line in page.Split('\n').Select(l => l.Trim(' ')))
        {
            var ticks = line.TakeWhile(c => c == '`').Count();
            if (fence is not null)
            {
                fence = ticks >= fence.Length && line.Length == ticks ? null : fence;
            }
            else if (ticks >= 3 && !line[ticks..].Contains('`', StringComparison.Ordinal))
            {
                fence = line[..ticks];
                shape.Add("fence");
            }
            else if (line.StartsWith('#') || line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith('|'))
            {
                shape.Add(line[0] == '|' ? $"{line.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')} cells" : line[..1]);
            }
        }

        return shape;
    }

    private static string Page(LogReport report)
    {
        using var writer = new StringWriter();
        LogMarkdownRenderer.Render(report, writer, SampleReports.Zone);
        return writer.ToString();
    }
}
