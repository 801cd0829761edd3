using Gatemedic.Commands;

namespace Gatemedic;

public sealed class SinceParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("90s", "2026-03-04T11:58:30+01:00")]
    [InlineData("15m", "2026-03-04T11:45:00+01:00")]
    [InlineData("1.5h", "2026-03-04T10:30:00+01:00")]
    [InlineData("3d", "2026-03-01T12:00:00+01:00")]
    [InlineData("99999999d", "1970-01-01T00:00:00Z")]
    [InlineData("11:05", "2026-03-04T11:05:00+01:00")]
    [InlineData("13:05", "2026-03-03T13:05:00+01:00")]
    [InlineData("2026-03-01", "2026-03-01T00:00:00+01:00")]
    [InlineData("2026-03-01T10:00", "2026-03-01T10:00:00+01:00")]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01T10:00:00+05:00", "2026-03-01T05:00:00Z")]
    public void Reads(string text, string expected) => Assert.Equal(DateTimeOffset.Parse(expected), SinceParser.Parse(text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("NaNh")]
    [InlineData("1e400s")]
    [InlineData("soon")]
    [InlineData("25:00")]
    public void Refuses(string text) => Assert.Null(SinceParser.Parse(text, Now));
}
