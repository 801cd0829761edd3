using Gatemedic.Rendering;

namespace Gatemedic;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain ünïcode 漢字", "plain ünïcode 漢字")]
    [InlineData("a\u001b[2Jb", "a\\x1b[2Jb")]
    [InlineData("a\u009b31mb", "a\\x9b31mb")]
    [InlineData("one\r\ntwo\tthree", "one  two three")]
    [InlineData("evil\u202etxt.exe", "evil\\x202etxt.exe")]
    [InlineData("nul\0bell\a", "nul\\x00bell\\x07")]
    [InlineData(null, "")]
    public void Leaves_nothing_that_a_terminal_obeys(string? text, string expected) => Assert.Equal(expected, SafeText.Clean(text));
}
