using System.CommandLine;

namespace Gatemedic.Commands;

/// <summary>What the user asked of fix.</summary>
internal sealed record FixRequest
{
    /// <summary>How the host is looked at.</summary>
    public required DiagnoseRequest Diagnose { get; init; }

    /// <summary>--yes.</summary>
    public bool Yes { get; init; }

    /// <summary>--dry-run.</summary>
    public bool DryRun { get; init; }

    /// <summary>--only: a cause's code.</summary>
    public string? Only { get; init; }

    /// <summary>--remedy: a remedy's id.</summary>
    public string? Remedy { get; init; }

    /// <summary>--fast.</summary>
    public bool Fast { get; init; }

    /// <summary>--export: patch, ansible or shell; null = none.</summary>
    public string? Export { get; init; }

    /// <summary>--undo was given.</summary>
    public bool Undo { get; init; }

    /// <summary>The repair to undo; null = the newest that stands.</summary>
    public string? UndoId { get; init; }

    /// <summary>--history.</summary>
    public bool History { get; init; }
}

/// <summary>The options of fix beside those of diagnose, declared once.</summary>
internal sealed class FixOptions
{
    private readonly DiagnoseOptions _diagnose = new();
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "do it without asking" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "show the plan and stop" };
    private readonly Option<string?> _only = new("--only") { Description = "only findings of this cause", HelpName = "CODE" };
    private readonly Option<string?> _remedy = new("--remedy") { Description = "carry out this remedy, also where it needs a person's judgement", HelpName = "ID" };
    private readonly Option<bool> _fast = new("--fast") { Description = "only start what is down and have nginx load what waits; then say what remains" };
    private readonly Option<string?> _export = new("--export") { Description = "print the plan as patch, ansible or shell, and stop", HelpName = "KIND" };
    private readonly Option<string?> _undo = new("--undo") { Description = "take a repair back: the newest, or the one named", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _history = new("--history") { Description = "list the repairs of this host" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _diagnose.AddTo(command);
        _export.AcceptOnlyFromAmong("patch", "ansible", "shell");
        foreach (var option in (Option[])[_yes, _dryRun, _only, _remedy, _fast, _export, _undo, _history])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    public FixRequest Read(ParseResult parsed) => new()
    {
        Diagnose = _diagnose.Read(parsed),
        Yes = parsed.GetValue(_yes),
        DryRun = parsed.GetValue(_dryRun),
        Only = parsed.GetValue(_only),
        Remedy = parsed.GetValue(_remedy),
        Fast = parsed.GetValue(_fast),
        Export = parsed.GetValue(_export),
        Undo = parsed.GetResult(_undo) is not null,
        UndoId = parsed.GetValue(_undo),
        History = parsed.GetValue(_history),
    };
}
