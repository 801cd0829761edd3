namespace Gatemedic.Diagnosis;

/// <summary>What a process holds against its limits.</summary>
public sealed record ProcessResources
{
    /// <summary>Open file descriptors; null when not permitted to see.</summary>
    public int? OpenFiles { get; init; }

    /// <summary>RLIMIT_NOFILE, soft; null when not known.</summary>
    public long? FileLimit { get; init; }

    /// <summary>RLIMIT_NOFILE, hard; null when not known.</summary>
    public long? HardFileLimit { get; init; }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes { get; init; }

    /// <summary>Swapped-out memory in bytes.</summary>
    public long SwappedBytes { get; init; }

    /// <summary>Path of its control group with processes and memory: "/system.slice/shop.service"; null when not known.</summary>
    public string? ControlGroup { get; init; }
}

/// <summary>A control group of a process that matters, or of a unit that failed: cgroup v1 or v2.</summary>
public sealed record ControlGroup
{
    /// <summary>"/system.slice/shop.service", "/docker/ID".</summary>
    public required string Path { get; init; }

    /// <summary>Bytes in use; null when not known.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>memory.max or memory.limit_in_bytes; null when there is none.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>memory.high; null when there is none.</summary>
    public long? MemoryHigh { get; init; }

    /// <summary>memory.events: times it was held back at memory.high; null when not known.</summary>
    public long? HighEvents { get; init; }

    /// <summary>Times it reached its limit: memory.events max, or memory.failcnt; null when not known.</summary>
    public long? LimitHits { get; init; }

    /// <summary>Pages that it had to read again because they had been taken from it, for each second of a short look; null when it is not near its limit.</summary>
    public double? RefaultsPerSecond { get; init; }

    /// <summary>memory.events oom_kill: processes killed in it since it was made; null when not known.</summary>
    public long? OomKills { get; init; }

    /// <summary>Periods in which it was held back for processor time, of <see cref="Periods"/>; null when it has no quota.</summary>
    public long? ThrottledPeriods { get; init; }

    /// <summary>Periods so far.</summary>
    public long? Periods { get; init; }
}

/// <summary>Memory, pressure and limits of the whole machine.</summary>
public sealed record MachineResources
{
    /// <summary>MemTotal in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>MemAvailable in bytes.</summary>
    public required long AvailableBytes { get; init; }

    /// <summary>SwapTotal in bytes.</summary>
    public long SwapBytes { get; init; }

    /// <summary>SwapFree in bytes.</summary>
    public long SwapFreeBytes { get; init; }

    /// <summary>Pages read back from swap for each second of a short look; null when not looked.</summary>
    public double? SwapInPerSecond { get; init; }

    /// <summary>/proc/pressure/memory: percent of the last 10 seconds in which some task waited for memory; null where the kernel does not tell.</summary>
    public double? MemorySome10 { get; init; }

    /// <summary>Percent of the last 10 seconds in which all tasks waited for memory.</summary>
    public double? MemoryFull10 { get; init; }

    /// <summary>/proc/pressure/cpu some avg10.</summary>
    public double? CpuSome10 { get; init; }

    /// <summary>/proc/pressure/io some avg10.</summary>
    public double? IoSome10 { get; init; }

    /// <summary>fs.file-nr: file handles in use.</summary>
    public long OpenFiles { get; init; }

    /// <summary>fs.file-max.</summary>
    public long FileMax { get; init; }

    /// <summary>Processors.</summary>
    public int Processors { get; init; }

    /// <summary>Load average of one minute.</summary>
    public double Load { get; init; }
}
