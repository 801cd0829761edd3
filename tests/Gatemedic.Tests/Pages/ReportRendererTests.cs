using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Gatemedic;

/// <summary>Every page of every command, whatever logs, configurations and programs say in it.</summary>
public sealed class ReportRendererTests
{
    public static TheoryData<string> Formats => ["text", "markdown", "html"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Gives_a_terminal_or_browser_nothing_to_obey(string format) =>
        Check(text => !RenderedPage.Of(RenderedPage.Saying(text), format).Any(c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028'));

    [Fact]
    public void Html_has_the_elements_of_a_page_that_says_nothing_special()
    {
        var plain = Elements("x");
        Check(text => Elements(text).SequenceEqual(plain));
    }

    [Fact]
    public void Markdown_keeps_its_shape()
    {
        var plain = LogMarkdownTests.Shape(RenderedPage.Of(RenderedPage.Saying("x"), "markdown"));
        Check(text => LogMarkdownTests.Shape(RenderedPage.Of(RenderedPage.Saying(text), "markdown")).SequenceEqual(plain));
    }

    [Theory]
    [InlineData("- a", "&#45; a")]
    [InlineData("12. a", "12&#46; a")]
    [InlineData("1) a", "1&#41; a")]
    [InlineData("    a-1. b", "a-1. b")]
    [InlineData("12", "12")]
    public void A_paragraph_of_markdown_begins_no_list(string text, string expected) => Assert.Equal(expected, Rendering.MarkdownText.Paragraph(text));

    [Fact]
    public void Html_is_one_document_that_loads_nothing()
    {
        var page = RenderedPage.Of(RenderedPage.Saying("http://evil.example/x.js"), "html");
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?i)\bsrc=|\shref=""(?!#)|@import|url\(", page);
    }

    /// <summary>Names of the elements of the body in order; throws where it is not well formed.</summary>
    private static List<string> Elements(string text)
    {
        var page = RenderedPage.Of(RenderedPage.Saying(text), "html");
        var body = page[(page.IndexOf("<body>", StringComparison.Ordinal) + 6)..page.LastIndexOf("<script>", StringComparison.Ordinal)];
        return [.. XElement.Parse($"<body>{body}</body>").Descendants().Select(e => e.Name.LocalName).Where(name => name is not ("ins" or "del"))];
    }

    private static void Check(Func<string, bool> holds) => Prop.ForAll(HostileText.Arbitrary, text => holds("x" + text)).QuickCheckThrowOnFailure();
}
