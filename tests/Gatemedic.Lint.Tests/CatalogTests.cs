using System.Text.RegularExpressions;

namespace Gatemedic.Lint;

/// <summary>What holds of every check.</summary>
public sealed partial class CatalogTests
{
    private static readonly string[] PageSections = ["## What it looks for", "## Why it turns into gateway errors", "## Bad", "## Better", "## When it stays silent"];

    public static TheoryData<string> Codes => [.. CheckCatalog.All.Select(c => c.Profile.Code)];

    [Fact]
    public void Every_check_in_the_assembly_is_listed_once() =>
        Assert.Equal(
            typeof(CheckCatalog).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ICheck))).Select(t => t.Name).Order(StringComparer.Ordinal),
            CheckCatalog.All.Select(c => c.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Checks_stand_in_order_of_group_and_code() =>
        Assert.Equal(CheckCatalog.All.OrderBy(c => c.Profile.Group).ThenBy(c => c.Profile.Code, StringComparer.Ordinal).Select(c => c.Profile.Code), CheckCatalog.All.Select(c => c.Profile.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Folder_type_and_code_agree(string code)
    {
        var check = CheckCatalog.Find(code)!;
        var pascal = string.Concat(code.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        Assert.Equal(pascal, check.GetType().Name);
        Assert.True(File.Exists(Path.Combine(Fixture.Room(check), pascal + ".cs")), $"no {pascal}.cs in {Fixture.Room(check)}");
        Assert.True(check.Profile.Summary.Length <= 80 && !check.Profile.Summary.EndsWith('.'), "the summary is one line of at most 80 characters without a full stop");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void It_leads_to_causes_of_the_vocabulary(string code)
    {
        var vocabulary = Cause().Matches(File.ReadAllText(Repository.Path("docs", "CAUSES.md"))).Select(m => m.Groups[1].Value).ToHashSet();
        var leadsTo = CheckCatalog.Find(code)!.Profile.LeadsTo;
        Assert.NotEmpty(leadsTo);
        Assert.Subset(vocabulary, leadsTo.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_page_is_complete(string code)
    {
        var page = CheckPages.Read(code);
        Assert.NotNull(page);
        Assert.StartsWith($"# {code}\n\n**TL;DR** ", page, StringComparison.Ordinal);
        Assert.Equal(PageSections, page.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void It_has_a_firing_and_a_silent_fixture_beside_the_examples_of_its_page(string code)
    {
        var own = Fixture.All.Where(f => f.Check == code).ToList();
        Assert.Contains(own, f => f is { MustFire: true, IsSnippet: false });
        Assert.Contains(own, f => f is { MustFire: false, IsSnippet: false });
        Assert.True(CheckCatalog.Find(code)!.Profile.NeedsHost || own.Exists(f => f is { MustFire: true, IsSnippet: true }), $"{code}: no Bad snippet");
        Assert.True(CheckCatalog.Find(code)!.Profile.NeedsHost || own.Exists(f => f is { MustFire: false, IsSnippet: true }), $"{code}: no Better snippet");
    }

    [GeneratedRegex(@"^\| `([a-z0-9-]+)`", RegexOptions.Multiline)]
    private static partial Regex Cause();
}
