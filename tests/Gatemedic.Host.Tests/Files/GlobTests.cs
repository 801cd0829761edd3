using FsCheck;
using FsCheck.Fluent;
using Gatemedic.Nginx;

namespace Gatemedic.Host.Tests;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.conf", "a.conf", true)]
    [InlineData("*.conf", ".conf", false)]
    [InlineData("*.conf", ".a.conf", false)]
    [InlineData(".*", ".a", true)]
    [InlineData("*", "a", true)]
    [InlineData("?.conf", "a.conf", true)]
    [InlineData("?.conf", "ab.conf", false)]
    [InlineData("[ab]*", "b1", true)]
    [InlineData("[!ab]*", "b1", false)]
    [InlineData("[^ab]*", "c1", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[]x]", "]", true)]
    [InlineData("[a", "[a", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "a", false)]
    [InlineData(@"\?x", "ax", false)]
    public void Matches_as_fnmatch_does(string pattern, string name, bool expected) =>
        Assert.Equal(expected, GlobPattern.Matches(pattern, name));

    [Fact]
    public void Agrees_with_a_regular_expression_on_stars_and_question_marks()
    {
        var letters = Gen.Elements("ab*?".ToCharArray()).ArrayOf().Select(c => new string(c));
        var names = Gen.Elements("ab".ToCharArray()).ArrayOf().Select(c => new string(c));
        Prop.ForAll(letters.ToArbitrary(), names.ToArbitrary(), (pattern, name) =>
        {
            var twin = "^" + pattern.Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal) + "$";
            return System.Text.RegularExpressions.Regex.IsMatch(name, twin) == GlobPattern.Matches(pattern, name);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sorts_whole_paths_by_bytes_and_takes_wildcards_in_directories()
    {
        using var place = new TemporaryDirectory();
        foreach (var path in new[] { "b/z.conf", "a/ä.conf", "a/Z.conf", "a/a.conf", "a/.hidden.conf", "a/x.bak", ".h/a.conf" })
        {
            place.Write(path, "");
        }

        Assert.Equal(
            [place / "a/Z.conf", place / "a/a.conf", place / "a/ä.conf", place / "b/z.conf"],
            new DiskConfigFiles().Glob(place / "?/*.conf").ToArray());
        Assert.Equal([place / "a/a.conf"], new DiskConfigFiles().Glob(place / "a/a.conf").ToArray());
        Assert.Empty(new DiskConfigFiles().Glob(place / "none/*.conf"));
    }
}
