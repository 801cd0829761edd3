using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>A log file that somebody other than nginx writes.</summary>
/// <param name="Name">As its writer calls it.</param>
/// <param name="Path">As we reach it.</param>
/// <param name="Owner">The unit, container or managed program that writes it; null when none is known.</param>
/// <param name="Pids">Processes that write it.</param>
internal sealed record FoundLog(string Name, string Path, string? Owner, ImmutableArray<int> Pids)
{
    /// <summary>What kind of place it is.</summary>
    public WitnessOrigin Origin { get; init; } = WitnessOrigin.File;

    /// <summary>Zone of times without one.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;
}

/// <summary>Reads the newest part of such a file.</summary>
internal static class TailReader
{
    /// <summary>Bytes of one log that are read, the newest ones.</summary>
    public const int Most = 256 * 1024;

    /// <summary>What it says; null where nothing was written in the window, or there is no such file.</summary>
    public static WitnessLog? Read(FoundLog log, SceneClock clock, CancellationToken cancellation)
    {
        var empty = new WitnessLog { Source = log.Name, Origin = log.Origin, Owner = log.Owner, Pids = log.Pids };
        if (!FileFacts.TryRead(log.Path, follow: true, out var facts, out var errno) || (facts.IsRegular && facts.ModifiedAt < clock.Since))
        {
            return Errno.IsDenied(errno) ? empty with { Blind = Denied(log, errno) } : null;
        }

        using var handle = BoundedFile.Open(log.Path, out errno, out _);
        if (handle is null)
        {
            return Errno.IsDenied(errno) ? empty with { Blind = Denied(log, errno) } : null;
        }

        try
        {
            using var bytes = new FileBytes(handle, RandomAccess.GetLength(handle));
            var groups = WitnessTail.Read(bytes, new LogReading { Name = log.Name, Zone = log.Zone, Since = clock.Since, MaxBytes = Most, Stop = cancellation }, facts.ModifiedAt);
            return empty with { Groups = groups };
        }
        catch (IOException)
        {
            // The process that held it ended meanwhile.
            return null;
        }
    }

    private static Blindness Denied(FoundLog log, int errno) => new($"log {log.Name}", Errno.Text(errno), "run as root");
}
