using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>What holds of every room.</summary>
[Collection("cases")]
public sealed partial class CatalogTests
{
    private static readonly string[] PageSections =
        ["## What is wrong", "## How it shows", "## How to be sure", "## Repair", "## Prevent", "## Not to be confused with", "## Questions"];

    public static TheoryData<string> Codes => [.. CauseCatalog.All.Select(c => c.Profile.Code)];

    [Fact]
    public void Every_cause_in_the_assembly_is_listed_once() =>
        Assert.Equal(
            typeof(CauseCatalog).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ICause))).Select(t => t.Name).Order(StringComparer.Ordinal),
            CauseCatalog.All.Select(c => c.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Codes_groups_and_order_are_those_of_the_vocabulary()
    {
        var vocabulary = Vocabulary();
        var listed = CauseCatalog.All.Select(c => (c.Profile.Code, c.Profile.Group)).ToList();
        Assert.Equal([.. vocabulary.Where(v => listed.Contains((v.Code, v.Group))).Select(v => (v.Code, v.Group))], listed);
    }

    [Fact]
    public void The_vocabulary_is_the_one_that_the_founders_settled()
    {
        var settled = Repository.Path("..", "shared", "CAUSES.md");
        Assert.Equal(File.Exists(settled) ? File.ReadAllText(settled) : Ours(), Ours());
        static string Ours() => File.ReadAllText(Repository.Path("docs", "CAUSES.md"));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Details_are_those_of_the_vocabulary(string code)
    {
        var allowed = Vocabulary().Single(v => v.Code == code).Details;
        Assert.Subset(allowed.ToHashSet(), CauseCatalog.Find(code)!.Profile.Details.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Folder_type_and_code_agree(string code)
    {
        var cause = CauseCatalog.Find(code)!;
        var pascal = string.Concat(code.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        Assert.Equal(pascal, cause.GetType().Name);
        Assert.True(File.Exists(Path.Combine(Room(cause), pascal + ".cs")), $"no {pascal}.cs in {Room(cause)}");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_page_is_complete(string code)
    {
        var page = CausePages.Read(code);
        Assert.NotNull(page);
        Assert.StartsWith($"# {code}\n\n**TL;DR** ", page, StringComparison.Ordinal);
        Assert.Equal(PageSections, page.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)));
        foreach (var rival in CauseCatalog.Find(code)!.Profile.Rivals)
        {
            Assert.Contains($"`{rival}`", page[page.IndexOf(PageSections[5], StringComparison.Ordinal)..], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Nginx_snippets_of_the_page_parse(string code)
    {
        foreach (var snippet in NginxSnippet().Matches(CausePages.Read(code)!).Select(m => m.Groups[1].Value))
        {
            var file = new ConfigFile("/page.conf", System.Text.Encoding.UTF8.GetBytes(snippet));
            var tree = ConfigParser.Parse(new ConfigSnapshot("/page.conf", "/", [file], []), "/page.conf");
            Assert.True(tree.Error is null, $"{tree.Error?.Message} in line {tree.Error?.Line} of:\n{snippet}");
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_room_has_a_firing_case_and_a_look_alike(string code)
    {
        var room = Path.GetFileName(Room(CauseCatalog.Find(code)!));
        Assert.Contains(RecordedCase.All, c => c.Room == room && !c.IsLookAlike);
        Assert.Contains(RecordedCase.All, c => c.Room == room && c.IsLookAlike);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Rivals_and_explained_codes_exist_and_rivalry_is_mutual(string code)
    {
        var profile = CauseCatalog.Find(code)!.Profile;
        var known = Vocabulary().Select(v => v.Code).ToHashSet();
        Assert.Superset(new HashSet<string>([.. profile.Rivals, .. profile.Explains]), known);
        foreach (var rival in profile.Rivals.Select(CauseCatalog.Find).OfType<ICause>())
        {
            Assert.Contains(code, rival.Profile.Rivals);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_room_has_a_lab_scenario_or_says_why_not(string code)
    {
        var cause = CauseCatalog.Find(code)!;
        var lab = File.Exists(Path.Combine(Room(cause), "lab.yaml"));
        var why = cause.GetType().GetCustomAttribute<NoLabAttribute>()?.Why;
        Assert.True(lab != why is { Length: > 0 }, $"{code}: give it a lab.yaml or [NoLab(\"why\")], not both");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_firing_case_offers_a_remedy_and_an_automatic_one_or_says_why_not(string code)
    {
        var cause = CauseCatalog.Find(code)!;
        var room = Path.GetFileName(Room(cause));
        var remedies = RecordedCase.All.Where(c => c.Room == room && !c.IsLookAlike)
            .SelectMany(c => Engine.Conclude(c.Read()).Findings.Where(f => f.Cause == code)).Select(f => f.Remedies).ToList();
        Assert.All(remedies, r => Assert.NotEmpty(r));
        var why = cause.GetType().GetCustomAttribute<NoAutomaticFixAttribute>()?.Why;
        Assert.True(remedies.Any(r => r.Any(x => x.Automatic)) || why is { Length: > 0 }, $"{code}: no case offers an automatic remedy and there is no [NoAutomaticFix(\"why\")]");
    }

    [Fact]
    public void An_empty_scene_fires_nothing()
    {
        var nothing = new Scene
        {
            Clock = new SceneClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), null),
            Masters = Section.Seen(ImmutableArray<NginxMaster>.Empty),
            Listeners = Section.Seen(ImmutableArray<Listener>.Empty),
            Processes = Section.Seen(ImmutableArray<HostProcess>.Empty),
            Units = Section.Seen(ImmutableArray<ServiceUnit>.Empty),
            LocalAddresses = Section.Seen(ImmutableArray<string>.Empty),
        };
        Assert.Empty(Engine.Judge(nothing));
        Assert.Equal(Health.Unknown, Engine.Conclude(nothing).Health);
    }

    private static DiagnosisEngine Engine { get; } = new(CauseCatalog.All);

    private static string Room(ICause cause) =>
        Repository.Path("src", "Gatemedic.Causes", cause.Profile.Group.ToString(), cause.GetType().Name);

    private static List<(string Code, CauseGroup Group, string[] Details)> Vocabulary()
    {
        var group = CauseGroup.Reaching;
        var entries = new List<(string, CauseGroup, string[])>();
        foreach (var row in File.ReadLines(Repository.Path("docs", "CAUSES.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)))
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries);
            group = cells[1] switch
            {
                "**Reaching the upstream**" => CauseGroup.Reaching,
                "**Capacity**" => CauseGroup.Capacity,
                "**Time**" => CauseGroup.Time,
                "**The conversation**" => CauseGroup.Conversation,
                "**nginx itself**" => CauseGroup.NginxItself,
                _ => group,
            };
            if (cells[1].StartsWith('`'))
            {
                entries.Add((cells[1].Trim('`'), group, [.. Detail().Matches(cells[4]).Select(m => m.Groups[1].Value)]));
            }
        }

        return entries;
    }

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex NginxSnippet();

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex Detail();
}
