using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>What a repair needs of the machine and may not do itself: programs, requests, another look.</summary>
public interface IRepairHost
{
    /// <summary>Runs a program to its end.</summary>
    Task<CommandResult> RunAsync(HostCommand command, CancellationToken cancellation);

    /// <summary>Starts a program that stays until its handle is disposed.</summary>
    IStayingProgram Start(HostCommand command);

    /// <summary>How another nginx like this one is started; blind where it cannot be.</summary>
    Task<Section<NginxTwin>> TwinOfAsync(NginxInstance instance, CancellationToken cancellation);

    /// <summary>The id of a process now; null where it has ended.</summary>
    /// <param name="process">As it was seen.</param>
    /// <param name="orSuccessor">The one that took its place, with the same command and user, will do.</param>
    int? PidNow(HostProcess process, bool orSuccessor);

    /// <summary>The workers of this master that are not shutting down; empty when it is gone.</summary>
    ImmutableArray<int> WorkersOf(int master);

    /// <summary>Sends these requests to nginx, side by side; an answer for each, in order.</summary>
    Task<ImmutableArray<ReplayAnswer>> AskAsync(ImmutableArray<Replay> requests, CancellationToken cancellation);

    /// <summary>Diagnoses the host once more, by what happened since a moment.</summary>
    Task<Diagnosis.Diagnosis> LookAsync(DateTimeOffset since, CancellationToken cancellation);
}

/// <summary>A program that runs until it is told to end: disposing it ends it and what it started.</summary>
public interface IStayingProgram : IAsyncDisposable
{
    /// <summary>Completes when it ends by itself, or at once where it could not be started.</summary>
    Task<CommandResult> Ended { get; }
}

/// <summary>How a program ended.</summary>
/// <param name="Succeeded">It ran, and its exit code was 0.</param>
/// <param name="Text">What it said, in one line; or why it did not run.</param>
/// <param name="Output">Its standard output, whole.</param>
/// <param name="Status">Its exit status; -1 where it did not end by itself.</param>
public sealed record CommandResult(bool Succeeded, string Text, string Output = "", int Status = 0);
