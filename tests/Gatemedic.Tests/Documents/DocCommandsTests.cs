using System.Text.RegularExpressions;

namespace Gatemedic;

/// <summary>What the documents tell to type can be typed, and where they point there is something.</summary>
public sealed partial class DocCommandsTests
{
    private static readonly DocumentTrials Trials = DocumentTrials.Read();

    public static TheoryData<string> Pages => [.. DocumentPage.All];

    public static TheoryData<string> PagesWithCommands => [.. DocumentPage.Typed.Select(p => p.Path)];

    [NginxTheory]
    [MemberData(nameof(PagesWithCommands))]
    public async Task Every_command_of_the_page_does_what_the_page_says(string page)
    {
        var outcomes = await DocumentRun.Run(DocumentPage.Read(page), Trials, Binary.Path);
        var differences = DocumentVerdict.Differences(outcomes).ToList();
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_of_the_page_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.Path(page))!;
        var targets = Link().Matches(CodeSpan().Replace(File.ReadAllText(Repository.Path(page)), "`x`")).Select(m => m.Groups[1].Value.Split('#')[0]);
        Assert.Equal([], targets.Where(t => t.Length > 0 && !t.Contains(':', StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, t))));
    }

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
