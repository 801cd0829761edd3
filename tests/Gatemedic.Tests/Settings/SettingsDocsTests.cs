using System.CommandLine;
using System.Text.RegularExpressions;
using Gatemedic.Commands;
using Gatemedic.Manual;
using Gatemedic.Rendering;

namespace Gatemedic.Settings;

/// <summary>The reference of settings and the example of the packages are written from the table; <c>./dev docs</c> rewrites them.</summary>
public sealed class SettingsDocsTests
{
    private const string Example = """
        # Settings of gatemedic. Copied to /etc/gatemedic/gatemedic.yaml they hold for this host, to ~/.config/gatemedic/gatemedic.yaml for one user.
        # "gatemedic settings" shows what holds and from where.

        """;

    private const string Waivers = """

        # Findings that are known: told, but not counted, up to and with a day. Each needs a place: upstream (block or address), server, or file.
        # waivers:
        #   - code: slow-upstream
        #     upstream: api
        #     reason: the export takes two minutes, OPS-4711
        #     until: 2026-12-31

        """;

    private static readonly RootCommand Root = [DiagnoseCommand.Create(), LogsCommand.Create(), LintCommand.Create()];

    [Fact]
    public void The_reference_lists_every_setting()
    {
        var path = Repository.Path("docs", "settings.md");
        var (before, after) = (File.ReadAllText(path).Split("<!-- settings")[0], File.ReadAllText(path).Split("<!-- /settings -->")[1]);
        var rows = Setting.All.Select(s => $"| `{s.Name}` | `{s.Variable}` | `{s.Option}` | {Describe(s)} |\n");
        Repository.Golden(path, $"{before}<!-- settings: written by ./dev docs -->\n| in a file | variable | option | |\n| --- | --- | --- | --- |\n{string.Concat(rows)}<!-- /settings -->{after}");
    }

    [Fact]
    public void The_example_of_the_packages_shows_every_setting() => Repository.Golden(
        Repository.Path("packaging", "gatemedic.yaml"), Example + string.Concat(Setting.All.Select(s => $"\n# {Describe(s)}\n# {s.Name}: {s.Example}\n")) + Waivers);

    [Fact]
    public void The_example_holds_when_its_comment_signs_go()
    {
        var text = Regex.Replace(File.ReadAllText(Repository.Path("packaging", "gatemedic.yaml")), "^# (?=[a-z-]+:|  )", "", RegexOptions.Multiline);
        var file = SettingsFile.Read(text, "/etc/gatemedic/gatemedic.yaml");
        Assert.Empty(file.Faults);
        Assert.Equal((Setting.All.Length, 1), (file.Values.Count, file.Waivers.Count));
        var settings = new UserSettings { Sources = [], Values = [.. file.Values], Waivers = [], Faults = [] };
        Assert.Empty(SettingsArguments.Check(Root, settings));
    }

    private static string Describe(Setting setting) => SettingsDocument.OptionOf(setting, Root).Told();
}
