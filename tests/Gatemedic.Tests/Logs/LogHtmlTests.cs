using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic;

/// <summary>The page of <c>gatemedic logs</c>: whole by itself, bounded, and never markup of somebody else.</summary>
public sealed partial class LogHtmlTests
{
    private static readonly HashSet<string> Known =
    [
        "html", "head", "meta", "title", "style", "body", "header", "span", "h1", "h2", "h3", "dl", "dt", "dd", "i", "b", "strong", "nav", "a", "main", "section", "figure", "figcaption", "ul", "ol", "li", "button",
        "div", "svg", "line", "path", "rect", "text", "desc", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "p", "code", "br", "time", "pre", "ins", "del", "footer", "script",
    ];

    [Fact]
    public void Holds_only_elements_of_its_own_whatever_the_logs_say() => HostileText.Check(report =>
    {
        var body = Body(Page(report));
        return Elements().Matches(body).All(m => Known.Contains(m.Groups[1].Value)) && !body.Contains("onload=x>", StringComparison.Ordinal) && !body.Contains("<script", StringComparison.Ordinal);
    });

    [Fact]
    public void Its_body_is_well_formed_with_every_drawing_whatever_the_logs_say() => HostileText.Check(report =>
    {
        var body = XElement.Parse($"<body>{Body(Page(report)).Replace("<br>", "<br/>", StringComparison.Ordinal)}</body>");
        XNamespace svg = "http://www.w3.org/2000/svg";
        return body.Descendants(svg + "svg").Count(s => s.Parent!.Name != svg + "svg") > 8;
    });

    [Fact]
    public void Gives_a_browser_no_control_character() =>
        HostileText.Check(report => !Page(report).Any(c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028'));

    [Fact]
    public void Loads_nothing_and_runs_only_its_own_script()
    {
        var page = Page(SampleReports.Incident());
        var script = page[(page.LastIndexOf("<script>", StringComparison.Ordinal) + 8)..page.LastIndexOf("</script>", StringComparison.Ordinal)];
        Assert.Contains($"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?i)\bsrc=|\shref=""(?!#)|@import|url\(|fetch\(|XMLHttpRequest|innerHTML", page);
    }

    [Fact]
    public void Every_label_belongs_to_something_and_no_id_stands_twice()
    {
        var page = Page(SampleReports.Incident());
        var ids = Ids().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(Labels().Matches(page).SelectMany(m => m.Groups[1].Value.Split(' ')).Except(ids));
        Assert.Empty(Links().Matches(page).Select(m => m.Groups[1].Value).Except(ids));
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\u001b')]
    [InlineData('漢')]
    public void Stays_under_600_kB_however_much_there_is(char character)
    {
        var report = SampleReports.Saying(new string(character, 2048));
        var page = Page(report with { Picture = SamplePicture.Multiply(report.Picture, 400), Causes = [.. Enumerable.Repeat(report.Causes, 40).SelectMany(c => c)] });
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 600_000);
    }

    private static string Page(LogReport report)
    {
        using var writer = new StringWriter();
        LogHtmlRenderer.Render(report, writer, SampleReports.Zone);
        return writer.ToString();
    }

    private static string Body(string page) => page[(page.IndexOf("<body>", StringComparison.Ordinal) + 6)..page.LastIndexOf("<script>", StringComparison.Ordinal)];

    [GeneratedRegex("</?([^\\s>/]*)")]
    private static partial Regex Elements();

    [GeneratedRegex("\\sid=\"([^\"]*)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("\\saria-labelledby=\"([^\"]*)\"")]
    private static partial Regex Labels();

    [GeneratedRegex("\\shref=\"#([^\"]*)\"")]
    private static partial Regex Links();
}
