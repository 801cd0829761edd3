using System.Text;

namespace Gatemedic.Logs.Tests;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("", "")]
    [InlineData("/api/v2/users/1234/orders?page=7", "/api/v2/users/*/orders")]
    [InlineData("/a/3f2504e0-4f89-11d3-9a0c-0305e82c3301/b", "/a/*/b")]
    [InlineData("/img/5d41402abc4b2a76b9719d911017c592.png", "/img/*.png")]
    [InlineData("/static/app.3f2504e0.js", "/static/app.3f2504e0.js")]
    [InlineData("/deadbeef1", "/*")]
    [InlineData("/facade/decade", "/facade/decade")]
    [InlineData("/t/eyJhbGciOiJIUzI1NiIsInR5", "/t/*")]
    [InlineData("/blog/top-10-tips-for-2026", "/blog/top-10-tips-for-2026")]
    [InlineData("/day/2026-10-03/x", "/day/*/x")]
    [InlineData("/u/jane.doe@example.com/mail", "/u/*/mail")]
    [InlineData("/u/jane%40example.com", "/u/*")]
    [InlineData("/cart;jsessionid=1A2B3C/pay", "/cart/pay")]
    [InlineData("//x//7/", "//x//*/")]
    public void Tells_numbers_and_ids_as_a_star(string path, string pattern) => Assert.Equal(pattern, Of(path, path.Length));

    [Fact]
    public void Drops_what_finds_no_room() => Assert.Equal("/ab/", Of("/ab/cd", 4));

    [Fact]
    public void Never_writes_more_than_it_reads_whatever_the_bytes()
    {
        var random = new Random(7);
        var path = new byte[300];
        var pattern = new byte[300];
        for (int round = 0; round < 20_000; round++)
        {
            var part = path.AsSpan(0, random.Next(path.Length));
            random.NextBytes(part);
            for (int i = 0; i < part.Length; i += 1 + random.Next(6))
            {
                part[i] = (byte)"/0a-;.@?%"[random.Next(9)];
            }
            Assert.InRange(PathPattern.Write(part, pattern.AsSpan(0, part.Length)), 0, part.Length);
        }
    }

    private static string Of(string path, int room)
    {
        var pattern = new byte[room];
        return Logs.Text(pattern.AsSpan(0, PathPattern.Write(Encoding.Latin1.GetBytes(path), pattern)));
    }
}
