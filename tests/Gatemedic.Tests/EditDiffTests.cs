using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using Gatemedic.Rendering;

namespace Gatemedic;

public sealed class EditDiffTests
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
        Diff(new Edit("/n.conf", 14, 18, "FOUR")));

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
        Diff(new Edit("/n.conf", 0, 0, "zero\n"), new Edit("/n.conf", 40, 45, "")));

    private static string Diff(params ImmutableArray<Edit> edits)
    {
        var instance = new NginxInstance
        {
            Id = "/n.conf",
            Version = Section.Seen("1.22.1"),
            Configuration = Section.Seen(new ConfigSnapshot("/n.conf", "/", [new ConfigFile("/n.conf", System.Text.Encoding.UTF8.GetBytes(Text))], [])),
        };
        return EditDiff.Of(instance, edits).Single().Diff;
    }
}
