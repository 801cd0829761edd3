using System.Text;

namespace Gatemedic.Nginx.Tests.Editing;

public sealed class UnifiedDiffTests
{
    private const string Text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";

    [Fact]
    public void Shows_a_change_with_two_lines_around_it() => Assert.Equal(
        """
        --- /n.conf
        +++ /n.conf
        @@ -2,5 +2,5 @@
         two
         three
        -four
        +FOUR
         five
         six

        """,
        Diff(Text, new Edit("/n.conf", 14, 18, "FOUR")));

    [Fact]
    public void Shows_two_far_changes_as_two_hunks() => Assert.Equal(
        """
        --- /n.conf
        +++ /n.conf
        @@ -1,2 +1,3 @@
        +zero
         one
         two
        @@ -7,3 +8,2 @@
         seven
         eight
        -nine

        """,
        Diff(Text, new Edit("/n.conf", 0, 0, "zero\n"), new Edit("/n.conf", 40, 45, "")));

    [Fact]
    public void Says_that_a_file_ends_without_a_line_feed() => Assert.Equal(
        "--- /n.conf\n+++ /n.conf\n@@ -1,1 +1,2 @@\n-one\n\\ No newline at end of file\n+one\n+two\n\\ No newline at end of file\n",
        Diff("one", new Edit("/n.conf", 3, 3, "\ntwo")));

    [Fact]
    public void Is_empty_when_nothing_changes() => Assert.Equal("", Diff("one\n", new Edit("/n.conf", 0, 3, "one")));

    private static string Diff(string text, params Edit[] edits) => UnifiedDiff.Of("/n.conf", Encoding.UTF8.GetBytes(text), edits);
}
