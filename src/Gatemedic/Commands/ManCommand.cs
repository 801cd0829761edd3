using System.CommandLine;
using System.Globalization;
using Gatemedic.Manual;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic man [COMMAND]</c>: a manual page as roff, for packages and <c>man -l -</c>.</summary>
internal static class ManCommand
{
    /// <summary>The command; --help does not list it.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("COMMAND") { Description = "a command (default: the page of the program)", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "list the pages and the command of each instead" };
        var command = new Command("man", "Print a manual page: gatemedic man lint | man -l -") { name, list };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var root = parsed.RootCommandResult.Command;
            if (parsed.GetValue(list))
            {
                foreach (var page in root.VisibleCommands().Prepend(root))
                {
                    Console.Out.WriteLine(page == root ? ManPage.Name(page, root) : $"{ManPage.Name(page, root)} {page.Name}");
                }

                return ExitCode.Done;
            }

            if ((parsed.GetValue(name) is { } wanted ? root.VisibleCommands().FirstOrDefault(c => c.Name == wanted) : root) is not { } found)
            {
                Console.Error.WriteLine($"gatemedic: there is no such command; {string.Join(", ", root.VisibleCommands().Select(c => c.Name))} have a page");
                return ExitCode.Usage;
            }

            Console.Out.Write(ManPage.Render(found, root, Date(), typeof(ExitCode).Assembly.GetName().Version!.ToString(3)));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Today, or the day that a reproducible build is told.</summary>
    private static string Date()
    {
        var now = long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : TimeProvider.System.GetUtcNow();
        return now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
