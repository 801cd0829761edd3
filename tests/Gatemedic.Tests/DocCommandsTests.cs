using System.Text.RegularExpressions;
using Gatemedic.Commands;

namespace Gatemedic;

/// <summary>What the documents tell to type can be typed, and where they point there is something.</summary>
public sealed partial class DocCommandsTests
{
    /// <summary>What stands in capitals in a document, and something in its place that parses.</summary>
    private static readonly Dictionary<string, string> Placeholders = new(StringComparer.Ordinal)
    {
        ["COMMAND"] = "lint",
        ["FILE"] = "nginx.conf",
        ["DIR"] = "conf",
        ["DIRECTORY"] = "conf",
        ["CODE"] = "wrong-port",
        ["CHECK"] = "upstream-tls-without-sni",
        ["URL"] = "https://shop.example/",
        ["ID"] = "1",
        ["NAME"] = "api",
        ["..."] = "",
    };

    private static readonly string[] Folders = ["bench", "docs", "lab", "packaging", "src", "tests"];

    public static TheoryData<string> Pages => [.. Documents().Select(p => Path.GetRelativePath(Repository.Root, p))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_the_page_parses(string page)
    {
        var root = CommandTree.Create();
        var refused = Commands(File.ReadAllText(Repository.Path(page))).Select(c => (Typed: c, root.Parse(Words(c)).Errors)).Where(c => c.Errors.Count > 0);
        Assert.Equal([], refused.Select(c => $"{c.Typed}: {c.Errors[0].Message}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_of_the_page_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.Path(page))!;
        var targets = Link().Matches(CodeSpan().Replace(File.ReadAllText(Repository.Path(page)), "`x`")).Select(m => m.Groups[1].Value.Split('#')[0]);
        Assert.Equal([], targets.Where(t => t.Length > 0 && !t.Contains(':', StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, t))));
    }

    [Fact]
    public void The_documents_hold_commands_of_every_form() =>
        Assert.Equal(
            ["gatemedic", "gatemedic logs -", "gatemedic --since 2h", "gatemedic lint FILE", "gatemedic demo", "gatemedic diagnose"],
            Commands("    gatemedic\n    docker logs web 2>&1 | gatemedic logs -   # mixed\n\n| `gatemedic --since 2h` | no |\n\n```sh\ngatemedic lint FILE >x\n$ ./gatemedic demo\nsudo gatemedic diagnose || exit\n```\n\ngatemedic is a word here.\n"));

    private static IEnumerable<string> Documents() =>
        Folders.SelectMany(f => Directory.EnumerateFiles(Repository.Path(f), "*.md", SearchOption.AllDirectories)).Concat(Directory.EnumerateFiles(Repository.Root, "*.md")).Order(StringComparer.Ordinal);

    /// <summary>Those of blocks of code, and of the cells of tables; what a shell does around them is cut away.</summary>
    private static IEnumerable<string> Commands(string page)
    {
        var fenced = false;
        foreach (var line in page.Split('\n'))
        {
            fenced ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            IEnumerable<string> typed = fenced || line.StartsWith("    ", StringComparison.Ordinal) ? [line]
                : line.StartsWith('|') ? CodeSpan().Matches(line).Select(m => m.Value.Trim('`').Replace("\\|", "|", StringComparison.Ordinal))
                : [];
            foreach (var part in typed.SelectMany(t => Shell().Split(t)))
            {
                if (Command().Match(part) is { Success: true } found)
                {
                    yield return ("gatemedic " + found.Groups[1].Value).Trim();
                }
            }
        }
    }

    private static string[] Words(string command) =>
        [.. Word().Matches(command).Skip(1).Select(m => m.Value.Trim('\'', '"')).Select(w => Placeholders.GetValueOrDefault(w, w)).Where(w => w.Length > 0)];

    /// <summary>A pipe, a list, a redirection, a comment: none of them inside quotes in these documents.</summary>
    [GeneratedRegex(@" (?:\|\|?|&&) |; | \d>&\d| \d?>.*| <.*| +# .*")]
    private static partial Regex Shell();

    [GeneratedRegex(@"^\s*(?:\$ |sudo )?(?:(?:\./|/usr/bin/)?gatemedic)(?:$|\s+(.*))")]
    private static partial Regex Command();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
