using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Nginx;

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
    /// <summary>Root of the file system in which the path is.</summary>
    public string Root { get; init; } = "/";

    /// <summary>What nginx writes there; null when it has to be recognised.</summary>
    public LogKind? Kind { get; init; }

    /// <summary>The formats that it may have, likeliest first.</summary>
    public ImmutableArray<AccessFormat> Formats { get; init; } = [];

    /// <summary>It was found in a directory: it counts only when it is a log.</summary>
    public bool IsFound { get; init; }

    /// <summary>Zone of times that are written without one.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;

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
