using System.Diagnostics;

namespace Gatemedic.Host;

/// <summary>A program that was started to stay. Disposing it asks it to end (SIGTERM), then kills it and what it started.</summary>
public sealed class StayingProgram : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan EndTakes = TimeSpan.FromSeconds(1);
    private readonly Process _process;
    private readonly bool _isRunning;

    internal StayingProgram(Process process, Task<CommandOutput> ended, bool isRunning) => (_process, Ended, _isRunning) = (process, ended, isRunning);

    /// <summary>What it said, once it has ended by itself; at once where it could not be started.</summary>
    public Task<CommandOutput> Ended { get; }

    /// <summary>Its process id; null where it was not started.</summary>
    public int? Pid => _isRunning ? _process.Id : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isRunning && !_process.HasExited)
        {
            // Between the look and the signal its number is not given to another: the kernel goes round all of them first.
            _ = Libc.SendSignal(_process.Id, Terminate);
            await Task.WhenAny(Ended, Task.Delay(EndTakes)).ConfigureAwait(false);
            await CommandReader.KillAsync(_process).ConfigureAwait(false);
        }

        _process.Dispose();
    }
}
