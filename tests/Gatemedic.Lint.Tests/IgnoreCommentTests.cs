using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Comments that silence a check.</summary>
public sealed class IgnoreCommentTests
{
    private const string Sni = "upstream-tls-without-sni";

    [Theory]
    [InlineData("location / {\n    # gatemedic:ignore upstream-tls-without-sni one site only\n    proxy_pass https://a.example;\n}\n", "one site only")]
    [InlineData("location / {\n    proxy_pass https://a.example;  # gatemedic:ignore upstream-tls-without-sni one site only\n}\n", "one site only")]
    [InlineData("# gatemedic:ignore upstream-tls-without-sni whole block\n\nlocation / {\n    root /x;\n    proxy_pass https://a.example;\n}\n", "whole block")]
    public void Silences_its_line_the_next_directive_or_the_block_below(string text, string reason) =>
        Assert.Equal([(Sni, reason)], Run(text));

    [Theory]
    [InlineData("location / {\n    # gatemedic:ignore upstream-tls-without-sni\n    proxy_pass https://a.example;\n}\n")]
    [InlineData("location /a { root /x; }\nlocation / {\n    # gatemedic:ignore no-such-check because\n    proxy_pass https://a.example;\n}\n")]
    [InlineData("location / {\n    add_header X '# gatemedic:ignore upstream-tls-without-sni no comment';\n    proxy_pass https://a.example;\n}\n", 1)]
    [InlineData("# gatemedic:ignore upstream-tls-without-sni other block\nlocation /a { root /x; }\nlocation / { proxy_pass https://a.example; }\n")]
    public void A_comment_without_reason_with_another_name_or_elsewhere_silences_nothing_and_is_told(string text, int findings = 2)
    {
        var found = Run(text);
        Assert.Equal(findings, found.Count);
        Assert.Contains((Sni, null), found);
        Assert.All(found, f => Assert.Null(f.Reason));
    }

    private static List<(string Code, string? Reason)> Run(string text)
    {
        var files = new ConfigSnapshot("/x.conf", "/", [new ConfigFile("/x.conf", Encoding.UTF8.GetBytes(text))], []);
        var tree = ConfigParser.Parse(files, "/x.conf");
        var subject = new LintSubject(tree, ConfigModel.From(tree, "/")) { Version = Fixture.NewestVersion };
        return [.. new Linter([CheckCatalog.Find(Sni)!]).Run(subject, files).Select(f => (f.Check.Code, f.Ignored))];
    }
}
