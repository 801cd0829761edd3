using Gatemedic.Causes;
using Gatemedic.Lint;

namespace Gatemedic;

/// <summary>What the documents say of the program is what the program says of itself; <c>./dev docs</c> rewrites them.</summary>
public sealed class DocsTests
{
    [Fact]
    public void The_readme_lists_every_cause()
    {
        var rows = CauseCatalog.All.Select(c => $"| `{c.Profile.Code}` | {Summary(c.Profile.Code)} |\n");
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

    /// <summary>The first sentence of the page's TL;DR.</summary>
    private static string Summary(string code)
    {
        var line = CausePages.Read(code)!.Split('\n').Single(l => l.StartsWith("**TL;DR** ", StringComparison.Ordinal))["**TL;DR** ".Length..];
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }
}
