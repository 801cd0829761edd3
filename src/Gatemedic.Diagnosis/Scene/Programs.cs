using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A program that supervisor or PM2 keeps running.</summary>
public sealed record ManagedProgram
{
    /// <summary>supervisor or pm2.</summary>
    public required string Manager { get; init; }

    /// <summary>As the manager calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The manager's own word: RUNNING, STARTING, BACKOFF, STOPPED, EXITED, FATAL; online, stopped, errored, ...</summary>
    public required string State { get; init; }

    /// <summary>0 when it does not run.</summary>
    public int Pid { get; init; }

    /// <summary>The command it runs, secrets redacted; empty when not known.</summary>
    public string Command { get; init; } = "";

    /// <summary>Working directory; null when not known.</summary>
    public string? Directory { get; init; }

    /// <summary>Exit status of the last run; null when not known.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>Restarts so far; null when the manager does not tell.</summary>
    public int? Restarts { get; init; }

    /// <summary>What the manager says about it: "Exited too quickly (process log may have details)"; empty when nothing.</summary>
    public string Text { get; init; } = "";

    /// <summary>The user whose PM2 it is; null for supervisor.</summary>
    public string? User { get; init; }

    /// <summary>Files that its output goes to.</summary>
    public ImmutableArray<string> Logs { get; init; } = [];

    /// <summary>When it last started or ended; null when not known.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}
