using System.CommandLine;
using Gatemedic.Manual;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic completion SHELL</c>: the script by which a shell completes commands, options and their values.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, Func<Command, string>> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = BashCompletion.Render,
        ["zsh"] = ZshCompletion.Render,
        ["fish"] = FishCompletion.Render,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print the completion script of a shell: source <(gatemedic completion bash)") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(Scripts[parsed.GetValue(shell)!](parsed.RootCommandResult.Command));
            return ExitCode.Done;
        });
        return command;
    }
}
