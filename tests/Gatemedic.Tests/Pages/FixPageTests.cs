using System.Text.Json;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;
using Gatemedic.Repair;

namespace Gatemedic;

/// <summary>A run of fix as one document, however it ends.</summary>
public sealed class FixPageTests
{
    private const string Hostile = "<script>alert(1)</script> | `x` \u001b[2J";

    private static readonly Finding Finding = RecordedCase.Diagnose(RecordedCase.At(RecordedCase.WrongPort)).Findings[0];
    private static readonly RepairPlan Plan = new() { Finding = Finding, Remedy = Finding.Remedies[0], Notes = [Hostile] };
    private static readonly RepairOutcome Proved = new(RepairState.Proved, "1-wrong-port", "it is answered", []);
    private static readonly RepairOutcome TakenBack = new(RepairState.PartlyRolledBack, "2-wrong-port", Hostile, [Hostile]);

    [Fact]
    public void Tells_the_plan_alone() => Assert.Equal(
        """
        # PLAN: 1 repair for 1 finding; nothing was changed

        ## Plan

        ### wrong-port (99 % sure)

        nginx is told 127.0.0.1:8080, but the application listens on 127.0.0.1:8000

        - **repair** Point nginx at 127.0.0.1:8000 (`risk: low`)

        - **proof** the route answers
        - **undo** put the old address back and reload nginx
        - **note** &#60;script&#62;alert(1)&#60;/script&#62; &#124; &#96;x&#96; &#92;x1b&#91;2J

        """,
        Page("markdown", renderer => renderer.Plans([Plan])).Replace(Finding.Remedies[0].Verify, "the route answers", StringComparison.Ordinal));

    [Fact]
    public void Puts_what_was_done_before_the_plan_and_the_worst_first() => Assert.Equal(
        ["# NOT REPAIRED: wrong-port: repaired and proved; wrong-port: did not help; taken back in part", "## What was done", "## What remains", "## Plan"],
        Headings(renderer =>
        {
            renderer.Plans([Plan]);
            renderer.Outcome(Plan, Proved);
            renderer.Outcome(Plan, TakenBack);
            renderer.Remaining(Plan);
        }));

    [Fact]
    public void A_run_that_is_cut_short_says_so_and_what_was_done() => Assert.Equal(
        ["# CUT SHORT: interrupted", "## What was done", "## Plan"],
        Headings(renderer =>
        {
            renderer.Plans([Plan]);
            renderer.Outcome(Plan, Proved);
            renderer.CutShort("interrupted");
        }));

    [Fact]
    public void Nothing_to_repair_is_an_answer_too() => Assert.Equal(["# NOTHING TO DO: nothing to repair", "## Plan"], Headings(renderer => renderer.Plans([])));

    [Fact]
    public void A_run_that_is_cut_short_at_once_gives_one_whole_page()
    {
        var page = Page("html", renderer => renderer.CutShort(Hostile));
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("</main>").Length - 1);
        Assert.Contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt; | `x` \\x1b[2J</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void As_json_it_is_one_object_that_says_why()
    {
        using var output = new StringWriter();
        var renderer = new FixJsonRenderer(output);
        renderer.Plans([Plan]);
        renderer.CutShort("interrupted");
        renderer.End();
        using var document = JsonDocument.Parse(output.ToString());
        Assert.Equal(("interrupted", 1, 0), (
            document.RootElement.GetProperty("cutShort").GetString(), document.RootElement.GetProperty("plans").GetArrayLength(), document.RootElement.GetProperty("repairs").GetArrayLength()));
    }

    private static string[] Headings(Action<IFixRenderer> run) =>
        [.. Page("markdown", run).Split('\n').Where(l => l.StartsWith("# ", StringComparison.Ordinal) || l.StartsWith("## ", StringComparison.Ordinal))];

    private static string Page(string format, Action<IFixRenderer> run)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var renderer = new FixPageRenderer(format, output);
        run(renderer);
        renderer.End();
        return output.ToString();
    }
}
