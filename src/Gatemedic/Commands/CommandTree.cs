using System.CommandLine;

namespace Gatemedic.Commands;

/// <summary>Every command of the program in the order in which --help lists them: what is parsed, documented and completed.</summary>
internal static class CommandTree
{
    /// <summary>The root, which diagnoses where no command is named.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Finds out why nginx answers 502 Bad Gateway (and 503, 504, 499), and proves it.")
        {
            DiagnoseCommand.Create(),
            ExplainCommand.Create(),
            LintCommand.Create(),
            ConfigCommand.Create(),
            RouteCommand.Create(),
            LogsCommand.Create(),
            FixCommand.Create(),
            ReportCommand.Create(),
            CollectCommand.Create(),
            DemoCommand.Create(),
            CompletionCommand.Create(),
            ManCommand.Create(),
            SettingsCommand.Create(),
        };
        DiagnoseCommand.Attach(root);
        return root;
    }
}
