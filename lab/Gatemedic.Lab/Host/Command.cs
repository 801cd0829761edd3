using System.Diagnostics;

namespace Gatemedic.Lab.Host;

/// <summary>What a command left behind.</summary>
internal sealed record Outcome(int Exit, string Output, string Errors)
{
    /// <summary>Both streams, for a person.</summary>
    public string Text => (Output + Errors).Trim();
}

/// <summary>Runs programs of this machine for the hosts of the lab.</summary>
internal static class Command
{
    /// <summary>Starts one with its three streams in our hands.</summary>
    public static Process Start(string file, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(file, arguments)
    {
        WorkingDirectory = "/",
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Runs one to its end with this standard input.</summary>
    public static async Task<Outcome> Run(string file, IEnumerable<string> arguments, string input, CancellationToken cancel)
    {
        using var process = Start(file, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        return new Outcome(process.ExitCode, await output, await errors);
    }
}
