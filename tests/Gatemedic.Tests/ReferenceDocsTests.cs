using System.CommandLine;
using System.Text;
using Gatemedic.Commands;
using Gatemedic.Manual;

namespace Gatemedic;

/// <summary>The reference of the commands is written from the tree that parses them; <c>./dev docs</c> rewrites it.</summary>
public sealed class ReferenceDocsTests
{
    private static readonly RootCommand Root = CommandTree.Create();

    [Fact]
    public void Every_command_has_its_page_of_reference()
    {
        var folder = Directory.CreateDirectory(Repository.Path("docs", "reference")).FullName;
        foreach (var command in Root.VisibleCommands())
        {
            Repository.Golden(Path.Combine(folder, command.Name + ".md"), Page(command));
        }

        Repository.Golden(Path.Combine(folder, "README.md"), Index());
        Assert.Equal(
            Root.VisibleCommands().Select(c => c.Name + ".md").Append("README.md").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    private static string Index()
    {
        var text = new StringBuilder("# Commands\n\nWritten by `./dev docs` from what the program parses; `gatemedic COMMAND --help` and `man gatemedic-COMMAND` say the same.\n\n| command | |\n| --- | --- |\n");
        foreach (var command in Root.VisibleCommands())
        {
            text.Append($"| [{command.Name}]({command.Name}.md) | {Cell(command.Description)} |\n");
        }

        return text.ToString();
    }

    private static string Page(Command command)
    {
        var text = new StringBuilder($"# `gatemedic {command.Name}`\n\nWritten by `./dev docs`. {command.Description}.\n");
        var arguments = command.Arguments.Where(a => !a.Hidden).ToList();
        if (arguments.Count > 0)
        {
            text.Append("\n| argument | |\n| --- | --- |\n");
            arguments.ForEach(a => text.Append($"| `{Cell(a.ValueName())}` | {Cell(a.Description)} |\n"));
        }

        text.Append("\n| option | |\n| --- | --- |\n");
        foreach (var option in command.VisibleOptions(Root))
        {
            var value = option.IsFlag() ? "" : option.Arity.MinimumNumberOfValues == 0 ? $" [{option.ValueName()}]" : " " + option.ValueName();
            text.Append($"| `{Cell(string.Join(", ", option.Spellings()) + value)}` | {Cell(option.Told())} |\n");
        }

        text.Append("\n| exit code | |\n| --- | --- |\n");
        foreach (var (code, meaning) in ExitStatus.Of(command, Root))
        {
            text.Append($"| {code} | {meaning} |\n");
        }

        return text.Append(ExitStatus.SpeaksNagios(command) ? $"\n{ExitStatus.Nagios}\n" : "").ToString();
    }

    /// <summary>A bar ends a cell, also inside of code.</summary>
    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
