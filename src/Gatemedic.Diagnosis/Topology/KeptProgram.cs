using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Diagnosis;

/// <summary>An application as whoever keeps it running knows it: a systemd service, a program of supervisor or PM2, a container.</summary>
public sealed record KeptProgram
{
    /// <summary>As it is called there: "shop.service", "shop".</summary>
    public required string Name { get; init; }

    /// <summary>What ties it to the target.</summary>
    public required Tie Tie { get; init; }

    /// <summary>A clause about how it stands: "shop.service has failed (exit-code, status 1)".</summary>
    public required string Text { get; init; }

    /// <summary>The container, where it is one.</summary>
    public Container? Container { get; init; }

    /// <summary>What kind of observation that is.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>The command that shows it.</summary>
    public required string Source { get; init; }

    /// <summary>It should run and does not, or is just about to be started again.</summary>
    public bool IsDown { get; init; }

    /// <summary>It ended with an error, by a signal, or could not be started.</summary>
    public bool IsCrashed { get; init; }

    /// <summary>It is started again and again and dies each time, or was given up after that.</summary>
    public bool Loops { get; init; }

    /// <summary>It is not started again any more: somebody has to.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>The kernel killed it for memory.</summary>
    public bool IsOomKilled { get; init; }

    /// <summary>Memory that it may use, in bytes; null when there is no limit or it is not known.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Starts so far that nobody asked for; null when that is not counted.</summary>
    public int? Restarts { get; init; }

    /// <summary>When it last started or ended; null when not known.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>What starts it.</summary>
    public required ImmutableArray<Step> StartSteps { get; init; }

    /// <summary>What starts it, to paste; where it failed, after what it said.</summary>
    public ImmutableArray<string> StartCommands => [.. IsCrashed ? ImmutableArray.Create(LookCommand) : [], .. StartSteps.Select(s => s.Run.ToString())];

    /// <summary>What shows why it ended.</summary>
    public required string LookCommand { get; init; }

    /// <summary>What ends it again.</summary>
    public string StopCommand => StartSteps[^1].Back!.ToString();

    /// <summary>It will start with the host; null when that is not known.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>"3 times", or "again and again" where nobody counts.</summary>
    public string Often => Restarts is > 1 and var count ? count.ToString(CultureInfo.InvariantCulture) + " times" : "again and again";
}
