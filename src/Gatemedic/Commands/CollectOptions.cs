using System.CommandLine;

namespace Gatemedic.Commands;

/// <summary>What the user asked of collect.</summary>
/// <param name="Diagnose">Where to look, as for diagnose.</param>
/// <param name="Output">--output; null = a name made of the time.</param>
/// <param name="Redact">Without --no-redact.</param>
/// <param name="OnlyList">--list.</param>
internal sealed record CollectRequest(DiagnoseRequest Diagnose, string? Output, bool Redact, bool OnlyList);

/// <summary>The options of collect: those of diagnose, and what to do with what was seen.</summary>
internal sealed class CollectOptions
{
    private readonly DiagnoseOptions _diagnose = new();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "the bundle to write; it must not exist (default: gatemedic-TIME.tar.gz here)", HelpName = "FILE" };
    private readonly Option<bool> _noRedact = new("--no-redact") { Description = "leave everything as it is: keys, passwords, cookies, names and addresses of the configuration and the logs are in the bundle" };
    private readonly Option<bool> _list = new("--list") { Description = "only say what would be in it; write nothing" };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        _diagnose.AddTo(command);
        _diagnose.AddSourcesTo(command);
        command.Options.Add(_output);
        command.Options.Add(_noRedact);
        command.Options.Add(_list);
    }

    /// <summary>What was given.</summary>
    public CollectRequest Read(ParseResult parsed) =>
        new(_diagnose.Read(parsed), parsed.GetValue(_output), !parsed.GetValue(_noRedact), parsed.GetValue(_list));
}
