using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Gatemedic.Host;

/// <summary>Runs a program and reads what it says. The only place that starts processes: no shell, bounded time and output.</summary>
public static class CommandReader
{
    private const int OutputLimit = 8 * 1024 * 1024;
    private static readonly TimeSpan DeathTakes = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs <paramref name="program"/> with exactly these arguments, standard input closed, in the C locale.
    /// On time-out or cancellation it and what it started are killed.
    /// </summary>
    public static async Task<CommandOutput> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Prepared(program, arguments) };
        if (NotStarted(process) is { } failure)
        {
            return failure;
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput.BaseStream, timer.Token);
            var errors = ReadAsync(process.StandardError.BaseStream, timer.Token);
            await Task.WhenAll(output, errors).ConfigureAwait(false);
            await process.WaitForExitAsync(timer.Token).ConfigureAwait(false);
            return new CommandOutput(CommandEnd.Exited, process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            await KillAsync(process).ConfigureAwait(false);
            return new CommandOutput(CommandEnd.TimedOut, -1, "", $"{program} did not end within {limit.TotalSeconds:0.#} s");
        }
    }

    /// <summary>Starts a program that runs until its handle is disposed, as <see cref="RunAsync"/> would start it.</summary>
    public static StayingProgram Start(string program, IEnumerable<string> arguments)
    {
        var process = new Process { StartInfo = Prepared(program, arguments) };
        var started = new TaskCompletionSource<StayingProgram>(TaskCreationOptions.RunContinuationsAsynchronously);

        // What is to end with us (PR_SET_PDEATHSIG) ends with the thread that started it, and those of the pool come and go.
        new Thread(() =>
        {
            var failure = NotStarted(process);
            var ended = failure is null ? ToItsEndAsync(process) : Task.FromResult(failure);
            started.SetResult(new StayingProgram(process, ended, isRunning: failure is null));
            Task.WhenAny(ended).Wait();
        })
        { IsBackground = true, Name = program }.Start();
        return started.Task.GetAwaiter().GetResult();
    }

    private static ProcessStartInfo Prepared(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // nginx takes descriptors out of NGINX, and the pager variables make systemctl wait for a key.
        start.Environment["LC_ALL"] = "C";
        start.Environment["SYSTEMD_PAGER"] = "";
        start.Environment.Remove("NGINX");
        return start;
    }

    private static CommandOutput? NotStarted(Process process)
    {
        try
        {
            process.Start();
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            var why = e is Win32Exception { NativeErrorCode: > 0 and var errno } ? Errno.Text(errno) : "cannot be started";
            return new CommandOutput(CommandEnd.NotStarted, -1, "", $"{process.StartInfo.FileName}: {why}");
        }
    }

    private static async Task<CommandOutput> ToItsEndAsync(Process process)
    {
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput.BaseStream, CancellationToken.None);
        var errors = ReadAsync(process.StandardError.BaseStream, CancellationToken.None);
        await Task.WhenAll(output, errors, process.WaitForExitAsync(CancellationToken.None)).ConfigureAwait(false);
        return new CommandOutput(CommandEnd.Exited, process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
    }

    // Reads to the end even past the limit: a program whose pipe nobody empties never ends.
    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            kept.Write(buffer, 0, (int)Math.Min(read, OutputLimit - kept.Length));
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    /// <summary>Returns when it is gone, so that its ports and files are free again; a process that cannot die (state D) is not waited for.</summary>
    internal static async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(DeathTakes, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException or TimeoutException)
        {
            // It ended meanwhile, or it has become another user's; there is nothing more to do.
        }
    }
}

/// <summary>What a program said.</summary>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">Its exit code; -1 unless it exited.</param>
/// <param name="Output">Standard output, at most 8 MiB.</param>
/// <param name="Errors">Standard error, at most 8 MiB; or why it did not run to its end.</param>
public sealed record CommandOutput(CommandEnd End, int ExitCode, string Output, string Errors);

/// <summary>How a program ended.</summary>
public enum CommandEnd
{
    /// <summary>By itself.</summary>
    Exited,

    /// <summary>It was killed for taking too long, or because the run was cancelled.</summary>
    TimedOut,

    /// <summary>It is not installed or may not be executed.</summary>
    NotStarted,
}
