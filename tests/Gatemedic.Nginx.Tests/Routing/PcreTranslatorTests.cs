using System.Text.RegularExpressions;

namespace Gatemedic.Nginx.Tests.Routing;

public sealed class PcreTranslatorTests
{
    [Theory]
    [InlineData(@"^/(?<a>x)(y)$", "/xy", "x,y")]
    [InlineData(@"^/(?P<a>x)(?:y)(z)", "/xyz", "x,z")]
    [InlineData(@"a++b", "xaab", "")]
    [InlineData(@"(a+)++c", "aac", "aa")]
    [InlineData(@"^[[:alpha:]_]+(\d{2,})$", "ab_12", "12")]
    [InlineData(@"^\Qa.b\E(c?)$", "a.bc", "c")]
    [InlineData(@"^(a)(b)?\1$", "aa", "a,")]
    [InlineData(@"^(?<q>['""])x\k<q>$", "'x'", "'")]
    [InlineData(@"^(?<q>['""])x\g{q}$", "'x'", "'")]
    [InlineData(@"^/a{b$", "/a{b", "")]
    [InlineData(@"^[]a]+$", "]a", "")]
    [InlineData(@"^[a\]b-]+$", "]-", "")]
    [InlineData(@"\bcat\b", "a cat.", "")]
    [InlineData(@"^\h+(\S+)", "\t x", "x")]
    [InlineData(@"(?i)^ABC$", "abc", "")]
    [InlineData(@"^a\x2fb$", "a/b", "")]
    public void Means_the_same_for_dotnet(string pattern, string text, string groups)
    {
        var translation = PcreTranslator.Translate(pattern)!;
        var match = Regex.Match(text, translation.Text);
        Assert.True(match.Success, translation.Text);
        Assert.Equal(groups, string.Join(',', Enumerable.Range(1, translation.Groups).Select(i => match.Groups[i].Value)));
    }

    [Theory]
    [InlineData(@"^\w$", "\u00e9")]
    [InlineData(@"^\s$", "\u00a0")]
    [InlineData(@"^a++ab", "aab")]
    [InlineData(@"^[^[:digit:]]$", "1")]
    public void Matches_bytes_only_as_pcre_does(string pattern, string text) =>
        Assert.DoesNotMatch(PcreTranslator.Translate(pattern)!.Text, text);

    [Theory]
    [InlineData(@"(a)(?1)")]
    [InlineData(@"(?R)")]
    [InlineData(@"(*ACCEPT)a")]
    [InlineData(@"a\Kb")]
    [InlineData(@"(?(1)a|b)")]
    [InlineData(@"\p{L}")]
    [InlineData(@"(a")]
    [InlineData(@"a)")]
    [InlineData(@"[a")]
    [InlineData(@"*a")]
    [InlineData(@"[[:nonsense:]]")]
    public void Refuses_what_dotnet_cannot_say(string pattern) => Assert.Null(PcreTranslator.Translate(pattern));
}
