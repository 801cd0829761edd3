using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Nginx;
using Gatemedic.Reporting;

namespace Gatemedic.Collecting;

/// <summary>The logs of a run, open for reading.</summary>
internal sealed record LogSet : IDisposable
{
    /// <summary>Each with what it is; of a rotated set the oldest first.</summary>
    public ImmutableArray<TakenLog> Logs { get; init; } = [];

    /// <summary>Logs that could not be read.</summary>
    public ImmutableArray<Blindness> Blind { get; init; } = [];

    /// <summary>The configurations that tell about them.</summary>
    public ImmutableArray<LoggedConfiguration> Configurations { get; init; } = [];

    /// <summary>The time that is asked for.</summary>
    public LogWindow Window { get; init; }

    /// <summary>Which requests are asked for; null for all.</summary>
    public LogFilter? Filter { get; init; }

    /// <summary>What was wanted, whether it could be opened or not.</summary>
    public required WantedLogs Wanted { get; init; }

    /// <summary>What would make the logs tell more; it is looked for when it is asked for.</summary>
    public required Lazy<ImmutableArray<LogAdvice>> Advice { get; init; }

    /// <summary>For the engine.</summary>
    public ImmutableArray<LogSource> Sources => [.. Logs.Select(l => l.Source)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var log in Logs)
        {
            log.Source.Bytes.Dispose();
        }
    }
}

/// <summary>A log that is wanted.</summary>
/// <param name="Path">Absolute path as its nginx knows it; "-" for standard input.</param>
internal sealed record WantedLog(string Path)
{
    private const int TailLength = 16 << 10;

    /// <summary>Root of the file system in which the path is.</summary>
    public string Root { get; init; } = "/";

    /// <summary>What nginx writes there; null when it has to be recognised.</summary>
    public LogKind? Kind { get; init; }

    /// <summary>The formats that it may have, likeliest first.</summary>
    public ImmutableArray<AccessFormat> Formats { get; init; } = [];

    /// <summary>It was found in a directory: it counts only when it is a log.</summary>
    public bool IsFound { get; init; }

    /// <summary>Zone to be expected of times that are written without one.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;

    /// <summary>The user says so.</summary>
    public bool IsZoneGiven { get; init; }

    /// <summary>What it is, by its first lines. An access log that fits none of its formats is read by the likeliest, and all its lines count as unrecognised.</summary>
    public (LogDialect Dialect, AccessFormat? Format) Recognise(ReadOnlySpan<byte> head) => LogRecognizer.Recognise(head, Formats) switch
    {
        (LogDialect.Mixed, _) when this is { Kind: LogKind.Access, Formats: [var likeliest, ..] } => (LogDialect.NginxAccess, likeliest),
        (LogDialect.Mixed, _) when Kind == LogKind.Error && head.IsEmpty => (LogDialect.NginxError, null),
        var known => known,
    };

    /// <summary>Zone of its times, told by its last line where that is possible.</summary>
    public TimeZoneInfo ZoneOf(LogDialect dialect, ILogBytes bytes, DateTimeOffset? written)
    {
        if (IsZoneGiven || dialect != LogDialect.NginxError || bytes.Length is not { } length || written is not { } at)
        {
            return Zone;
        }

        var tail = new byte[(int)Math.Min(length, TailLength)];
        return LogZone.OfErrors(tail.AsSpan(0, bytes.Read(length - tail.Length, tail)), at, Zone);
    }

    /// <summary>For a person.</summary>
    public string What => Path == "-" ? "standard input" : Kind switch { LogKind.Error => "error log ", LogKind.Access => "access log ", _ => "log " } + Path;
}

/// <summary>A log that was taken.</summary>
/// <param name="Wanted">What was wanted.</param>
/// <param name="Opened">What was opened.</param>
/// <param name="Source">For the engine.</param>
/// <param name="First">Time of its first line; null when it is not told.</param>
internal sealed record TakenLog(WantedLog Wanted, OpenedLog Opened, LogSource Source, DateTimeOffset? First)
{
    /// <summary>By what it is put in order.</summary>
    public DateTimeOffset Age => First ?? Opened.Written ?? DateTimeOffset.MaxValue;
}
