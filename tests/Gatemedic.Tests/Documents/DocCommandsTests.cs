using System.Text.RegularExpressions;

namespace Gatemedic;

/// <summary>What the documents tell to type does what they say, and where they point there is something. They are read beside nothing that looks at all of this host.</summary>
[Collection("this host")]
public sealed partial class DocCommandsTests(DocumentRuns runs) : IClassFixture<DocumentRuns>
{
    private static readonly DocumentTrials Trials = DocumentTrials.Read();

    public static TheoryData<string> Pages => [.. DocumentPage.All];

    public static TheoryData<string> PagesWithCommands => [.. DocumentPage.Typed.Select(p => p.Path)];

    [NginxTheory]
    [MemberData(nameof(PagesWithCommands))]
    public void Every_command_of_the_page_does_what_the_page_says(string page) =>
        Assert.True(runs.Differences(page) is { Length: 0 }, runs.Differences(page));

    [Fact]
    public void What_is_claimed_stands_in_its_page() =>
        Assert.Equal([], Trials.Pages.SelectMany(p => p.Value.Claims.Select(c => c.Says).Where(s => !OneLine(File.ReadAllText(Repository.Path(p.Key))).Contains(s, StringComparison.Ordinal)).Select(s => $"{p.Key}: {s}")));

    [Fact]
    public void Every_exit_code_that_is_not_the_usual_one_has_the_words_of_its_page() =>
        Assert.Equal([], Trials.Pages.SelectMany(p => p.Value.Claims.Where(c => c.Exit is not null && c.Says.Length == 0).Select(c => $"{p.Key}: {c.Command}")));

    [Fact]
    public void Every_excuse_is_needed()
    {
        var commands = DocumentPage.Typed.SelectMany(p => p.Commands).Select(c => c.Text).ToArray();
        Assert.Equal([], Trials.Excused.Keys.Where(e => !commands.Any(c => Trials.Excuse(c) == Trials.Excused[e])));
    }

    [Fact]
    public void Commands_are_found_in_every_form() =>
        Assert.Equal(
            ["gatemedic", "docker logs web 2>&1 | gatemedic logs -", "gatemedic --since 2h", "gatemedic --until 3h", "gatemedic fix --export patch", "gatemedic fix --export shell", "gatemedic lint FILE >x", "./gatemedic demo", "nginx -c x -s quit", "gatemedic explain CODE"],
            new DocumentPage("", DocumentParser.Parse("    gatemedic\n    docker logs web 2>&1 | gatemedic logs -   # mixed\n\n| `gatemedic --since 2h`, `--until 3h` | no |\n| `gatemedic fix --export patch`, `shell` | |\n\n```sh\ngatemedic lint FILE >x\n./gatemedic demo\nnginx -c x \\\n  -s quit\n```\n\n`gatemedic lint` is a name here, `gatemedic explain CODE` is not.\n", everything: true)).Commands.Select(c => c.Text));

    [Fact]
    public void What_is_shown_belongs_to_the_commands_before_it() =>
        Assert.Equal(
            [new TypedCommand(2, "gatemedic", 2) { Shown = "FAILING" }, new TypedCommand(6, "gatemedic lint", 6), new TypedCommand(7, "gatemedic config", 6) { Shown = "x\n" }, new SavedFile("/tmp/a", "b\n")],
            DocumentParser.Parse("```\n$ gatemedic\nFAILING\n```\n\n    gatemedic lint\n    gatemedic config\n\n```\nx\n```\nSave this as `/tmp/a`:\n```nginx\nb\n```\n# Else\n```\nnobody's\n```\n", everything: true));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_of_the_page_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.Path(page))!;
        var targets = Link().Matches(CodeSpan().Replace(File.ReadAllText(Repository.Path(page)), "`x`")).Select(m => m.Groups[1].Value.Split('#')[0]);
        Assert.Equal([], targets.Where(t => t.Length > 0 && !t.Contains(':', StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, t))));
    }

    private static string OneLine(string text) => text.Replace('\n', ' ');

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
