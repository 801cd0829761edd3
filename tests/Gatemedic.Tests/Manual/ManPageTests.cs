using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gatemedic.Manual;

/// <summary>Manual pages, --help and completion tell the same, and all of it.</summary>
public sealed partial class ManPageTests
{
    public static TheoryData<string> Commands => [.. Pages().Select(p => p.Command)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_is_in_help_manual_and_completion_and_says_what_it_does(string command)
    {
        var help = Help(command);
        var manual = Manual(command);
        Assert.Equal(help.Keys.Order(StringComparer.Ordinal), manual.Keys.Order(StringComparer.Ordinal));
        Assert.All(help.Concat(manual), option => Assert.True(option.Value.Length > 3, $"{option.Key} of \"{command}\" does not say what it does"));
        var name = command.Length == 0 ? "gatemedic" : command;
        var completed = Regex.Match(Binary.Run("completion", "bash").Output, $@"^    {name},\*\)\n.*?words='(.*?)'", RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(help.Keys.Order(StringComparer.Ordinal), completed.Split(' ').Where(w => w.StartsWith("--", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_has_a_page() =>
        Assert.Equal(HelpCommand().Matches(Section(Binary.Run("--help").Output, "Commands:")).Select(m => m.Groups[1].Value).Prepend(""), Pages().Select(p => p.Command));

    [Fact]
    public void No_page_has_a_fault_that_mandoc_knows()
    {
        using var folder = new Folder();
        var paths = Pages().Select(p => folder.Write($"{p.Name}.1", Page(p.Command))).ToList();
        using var mandoc = Process.Start(new ProcessStartInfo("mandoc", ["-T", "lint", "-W", "style", .. paths]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = mandoc.StandardOutput.ReadToEnd() + mandoc.StandardError.ReadToEnd();
        mandoc.WaitForExit();
        Assert.Equal("", string.Concat(said.Split('\n').Where(l => !l.Contains("referenced manual not found", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_page_of_a_reproducible_build_has_the_date_that_it_is_told() =>
        Assert.Equal(0, Binary.RunShell("SOURCE_DATE_EPOCH=1700000000 \"$0\" man lint | grep -q '^.TH \"GATEMEDIC..LINT\" \"1\" \"2023-11-14\"'").Code);

    private static List<(string Name, string Command)> Pages() =>
        [.. Binary.Run("man", "--list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).Select(w => (w[0], w.Length > 1 ? w[1] : ""))];

    private static string Page(string command) => Binary.Run(command.Length == 0 ? ["man"] : ["man", command]).Output;

    private static Dictionary<string, string> Help(string command) =>
        HelpOption().Matches(Section(Binary.Run(command.Length == 0 ? ["--help"] : [command, "--help"]).Output, "Options:")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim());

    private static Dictionary<string, string> Manual(string command) =>
        PageOption().Matches(Page(command)).ToDictionary(m => m.Groups[1].Value.Replace("\\-", "-", StringComparison.Ordinal), m => m.Groups[2].Value);

    private static string Section(string help, string heading) => help[help.IndexOf(heading, StringComparison.Ordinal)..].Split("\n\n")[0] + "\n";

    [GeneratedRegex(@"^  (?:-\S+, )*(--[a-z-]+)(?: <.*?>)?(?: \(REQUIRED\))?[ \t]*(.*)$", RegexOptions.Multiline)]
    private static partial Regex HelpOption();

    [GeneratedRegex(@"^  ([a-z]+) .*$", RegexOptions.Multiline)]
    private static partial Regex HelpCommand();

    [GeneratedRegex(@"^\.TP\n\\fB((?:\\-){2}[a-z\\-]+)\\fR.*\n(.*)$", RegexOptions.Multiline)]
    private static partial Regex PageOption();
}
