using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Where a log of another program than nginx was found.</summary>
public enum WitnessOrigin
{
    /// <summary>A file.</summary>
    File,

    /// <summary>The journal of a systemd unit.</summary>
    Journal,

    /// <summary>The output of a container.</summary>
    Container,

    /// <summary>The kernel's ring buffer or its log.</summary>
    Kernel,

    /// <summary>The audit log.</summary>
    Audit,
}

/// <summary>What the newest part of another program's log says, of the window that counts.</summary>
public sealed record WitnessLog
{
    /// <summary>Where to look again: a path, "journalctl -u shop.service", "docker logs shop", "dmesg".</summary>
    public required string Source { get; init; }

    /// <summary>What kind of place that is.</summary>
    public required WitnessOrigin Origin { get; init; }

    /// <summary>The unit, container or managed program that wrote it; null when none is known.</summary>
    public string? Owner { get; init; }

    /// <summary>Processes that write it, where it was found by them.</summary>
    public ImmutableArray<int> Pids { get; init; } = [];

    /// <summary>The user named it (--log): whose it is, only its lines tell where nobody is seen to write it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsNamed { get; init; }

    /// <summary>Its records, by what they say.</summary>
    public ImmutableArray<WitnessGroup> Groups { get; init; } = [];

    /// <summary>What of it could not be read; null when all was.</summary>
    public Blindness? Blind { get; init; }
}
