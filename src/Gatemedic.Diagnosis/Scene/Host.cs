using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>Kind of a listening socket.</summary>
public enum SocketFamily
{
    /// <summary>IPv4.</summary>
    Tcp,

    /// <summary>IPv6; "::" may take IPv4 too.</summary>
    Tcp6,

    /// <summary>Unix domain.</summary>
    Unix,
}

/// <summary>A listening socket.</summary>
public sealed record Listener
{
    /// <summary>Kind.</summary>
    public required SocketFamily Family { get; init; }

    /// <summary>IP without brackets; empty for unix.</summary>
    public string Address { get; init; } = "";

    /// <summary>Port; 0 for unix.</summary>
    public int Port { get; init; }

    /// <summary>Socket path; null for TCP. Abstract names start with "@".</summary>
    public string? Path { get; init; }

    /// <summary>Network namespace id.</summary>
    public required string NetNs { get; init; }

    /// <summary>Connections waiting to be accepted; null when not known.</summary>
    public int? Queue { get; init; }

    /// <summary>Size of the accept queue; null when not known.</summary>
    public int? Backlog { get; init; }

    /// <summary>Processes that hold it, oldest first; empty when not permitted to see.</summary>
    public ImmutableArray<int> Pids { get; init; } = [];

    /// <summary>Bound to every address of its family.</summary>
    public bool IsWildcard => Address is "0.0.0.0" or "::";

    /// <summary>As nginx would write it.</summary>
    public override string ToString() =>
        Path is not null ? "unix:" + Path : Family == SocketFamily.Tcp6 ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}

/// <summary>A process of this host.</summary>
public sealed record HostProcess
{
    /// <summary>Process id.</summary>
    public required int Pid { get; init; }

    /// <summary>Parent.</summary>
    public int ParentPid { get; init; }

    /// <summary>Short name (comm).</summary>
    public required string Name { get; init; }

    /// <summary>Command line with secrets redacted, at most 512 characters.</summary>
    public string Command { get; init; } = "";

    /// <summary>Login name or uid.</summary>
    public string User { get; init; } = "";

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Working directory; null when not permitted to see.</summary>
    public string? Directory { get; init; }

    /// <summary>Kernel state letter: R S D T Z.</summary>
    public char State { get; init; } = 'S';

    /// <summary>systemd unit from its cgroup, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Container id from its cgroup, or null.</summary>
    public string? Container { get; init; }

    /// <summary>Network namespace id; empty when not permitted to see.</summary>
    public string NetNs { get; init; } = "";

    /// <summary>What it holds against its limits; null when it was not looked at.</summary>
    public ProcessResources? Resources { get; init; }
}

/// <summary>A systemd service.</summary>
public sealed record ServiceUnit
{
    /// <summary>"api.service".</summary>
    public required string Name { get; init; }

    /// <summary>simple, forking, notify, oneshot, ...; null when not known.</summary>
    public string? Type { get; init; }

    /// <summary>active, inactive, failed, activating, ...</summary>
    public required string ActiveState { get; init; }

    /// <summary>running, dead, auto-restart, ...</summary>
    public required string SubState { get; init; }

    /// <summary>success, exit-code, signal, oom-kill, start-limit-hit, ...</summary>
    public string Result { get; init; } = "";

    /// <summary>0 when it does not run.</summary>
    public int MainPid { get; init; }

    /// <summary>Exit status of the last main process.</summary>
    public int ExitStatus { get; init; }

    /// <summary>Automatic restarts so far.</summary>
    public int Restarts { get; init; }

    /// <summary>The command it runs, secrets redacted.</summary>
    public string Command { get; init; } = "";

    /// <summary>Those variables of its environment that say where it listens, "PORT=3000"; of a socket unit, its addresses; null when none does.</summary>
    public string? Places { get; init; }

    /// <summary>enabled, disabled, static, ...: whether it starts with the host; null when not known.</summary>
    public string? FileState { get; init; }

    /// <summary>Unit file.</summary>
    public string? FragmentPath { get; init; }

    /// <summary>Files that add to the unit file, in order.</summary>
    public ImmutableArray<string> DropIns { get; init; } = [];

    /// <summary>The files on disk are newer than what systemd has loaded.</summary>
    public bool NeedsDaemonReload { get; init; }

    /// <summary>no, always, on-failure, ...</summary>
    public string Restart { get; init; } = "";

    /// <summary>When its state last changed; null when not known.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>MemoryMax in bytes; null when it has none.</summary>
    public long? MemoryMax { get; init; }

    /// <summary>LimitNOFILE, hard; null when not known.</summary>
    public long? FileLimit { get; init; }

    /// <summary>LimitNOFILE, soft; null when not known.</summary>
    public long? SoftFileLimit { get; init; }
}
