using System.CommandLine;
using Gatemedic.Commands;
using Gatemedic.Monitoring;
using Gatemedic.Rendering;

try
{
    return await RunAsync(args);
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    // The reader of a pipe that has gone is no fault; a full disk behind standard output is one, and not ours.
    Console.Error.WriteLine($"gatemedic: cannot write the answer: {SafeText.Clean(fault.Message)}");
    return ExitCode.Unfinished;
}
catch (InvalidDataException fault)
{
    Console.Error.WriteLine($"gatemedic: there is no configuration on standard input: {SafeText.Clean(fault.Message)}");
    return ExitCode.Usage;
}
catch (Exception fault)
{
    // A fault of ours: said in one line, for a person at 3 a.m. has no use for a stack.
    Console.Error.WriteLine($"gatemedic: internal fault, {fault.GetType().Name}: {SafeText.Clean(fault.Message)}; please report it with what you typed");
    return ExitCode.Unfinished;
}

static async Task<int> RunAsync(string[] args)
{
    // How long a command may take to end when it is interrupted.
    var usualEnd = TimeSpan.FromSeconds(2);

    // The one command that scripts call in loops, answered before anything else is loaded.
    if (args is ["--version"])
    {
        Console.WriteLine("gatemedic " + typeof(ExitCode).Assembly.GetName().Version?.ToString(3));
        return ExitCode.Done;
    }

    var root = CommandTree.Create();
    var parsed = root.Parse(args);
    if (parsed.Errors.Count > 0)
    {
        if (Array.IndexOf(args, DiagnoseOptions.NagiosFlag) >= 0)
        {
            return NagiosRenderer.Refuse(string.Join("; ", parsed.Errors.Select(e => e.Message)));
        }

        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine("gatemedic: " + SafeText.Clean(error.Message));
        }

        Console.Error.WriteLine("gatemedic: \"gatemedic --help\" lists commands and options");
        return ExitCode.Usage;
    }

    if (SettingsCommand.Apply(root, args, parsed) is not { } settled)
    {
        return Array.IndexOf(args, DiagnoseOptions.NagiosFlag) >= 0 ? NagiosRenderer.Refuse("the settings are wrong; \"gatemedic settings\" tells what") : ExitCode.Usage;
    }

    return await settled.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = settled.CommandResult.Command.Name == "fix" ? FixCommand.TakingBack : usualEnd,
    });
}
