using Gatemedic.Causes;
using Gatemedic.Diagnosis;
using Gatemedic.Lint;

namespace Gatemedic;

/// <summary>What the documents say of the program is what the program says of itself; <c>./dev docs</c> rewrites them.</summary>
public sealed class DocsTests
{
    [Fact]
    public void The_readme_lists_every_cause()
    {
        var rows = CauseCatalog.All.Select(c => $"| `{c.Profile.Code}` | {CausePages.Summary(c.Profile.Code)} |\n");
        var table = "<!-- causes: written by ./dev docs -->\n| cause | |\n| --- | --- |\n" + string.Concat(rows) + "<!-- /causes -->";
        var path = Repository.Path("README.md");
        var readme = File.ReadAllText(path);
        var (start, end) = (readme.IndexOf("<!-- causes", StringComparison.Ordinal), readme.IndexOf("<!-- /causes -->", StringComparison.Ordinal));
        Assert.True(start >= 0 && end > start, "README.md has lost its table of causes");
        Repository.Golden(path, readme[..start] + table + readme[(end + "<!-- /causes -->".Length)..]);
    }

    [Fact]
    public void The_checks_of_lint_are_listed_by_group()
    {
        var groups = CheckCatalog.All.GroupBy(c => c.Profile.Group).Select(g => $"\n## {g.Key}\n\n| check | severity | | leads to |\n| --- | --- | --- | --- |\n" + string.Concat(g.Select(Row)));
        const string head = "# Checks of `gatemedic lint`\n\nWritten by `./dev docs`. `gatemedic explain CHECK` prints the page of one, with examples. Those marked † compare with the running host.\n";
        Repository.Golden(Repository.Path("docs", "CHECKS.md"), head + string.Concat(groups));

        static string Row(ICheck check) =>
            $"| [`{check.Profile.Code}`](../src/Gatemedic.Lint/{check.Profile.Group}/{check.GetType().Name}/{check.Profile.Code}.md) | {check.Profile.Severity.ToString().ToLowerInvariant()}"
            + $" | {check.Profile.Summary}{(check.Profile.NeedsHost ? " †" : "")} | {string.Join(", ", check.Profile.LeadsTo.Select(c => $"`{c}`"))} |\n";
    }

    [Fact]
    public void Every_cause_has_its_page_in_the_docs()
    {
        var folder = Directory.CreateDirectory(Repository.Path("docs", "causes")).FullName;
        foreach (var cause in CauseCatalog.All)
        {
            var (code, room) = (cause.Profile.Code, $"src/Gatemedic.Causes/{cause.Profile.Group}/{cause.GetType().Name}");
            Repository.Golden(Path.Combine(folder, code + ".md"), $"<!-- written by ./dev docs from {room}/{code}.md -->\n\n{Linked(CausePages.Read(code)!, code)}");
        }

        Assert.Equal(
            CauseCatalog.All.Select(c => c.Profile.Code + ".md").Append("README.md").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_index_of_causes_lists_them_by_group()
    {
        var groups = CauseCatalog.All.GroupBy(c => c.Profile.Group).Select(g => $"\n## {Groups[g.Key]}\n\n| cause | | details |\n| --- | --- | --- |\n" + string.Concat(g.Select(Row)));
        const string head = "# Causes\n\nWritten by `./dev docs`. What Gatemedic tells apart, each with its page: what it is, how it shows, how to be sure, how to repair it. `gatemedic explain CODE` prints the same.\n";
        Repository.Golden(Repository.Path("docs", "causes", "README.md"), head + string.Concat(groups));

        static string Row(ICause cause) =>
            $"| [`{cause.Profile.Code}`]({cause.Profile.Code}.md) | {CausePages.Summary(cause.Profile.Code)} | {string.Join(", ", cause.Profile.Details.Select(d => $"`{d}`"))} |\n";
    }

    private static readonly Dictionary<CauseGroup, string> Groups = new()
    {
        [CauseGroup.Reaching] = "Reaching the upstream",
        [CauseGroup.Capacity] = "Capacity",
        [CauseGroup.Time] = "Time",
        [CauseGroup.Conversation] = "The conversation",
        [CauseGroup.NginxItself] = "nginx itself",
    };

    /// <summary>Codes of other causes lead to their pages.</summary>
    private static string Linked(string page, string self) => CauseCatalog.All.Select(c => c.Profile.Code).Where(c => c != self)
        .Aggregate(page, (text, code) => text.Replace($"`{code}`", $"[`{code}`]({code}.md)", StringComparison.Ordinal));
}
