namespace Gatemedic.Logs;

/// <summary>One log to read: its bytes, and how they are read.</summary>
/// <param name="Name">How it is called in sources: a path, or "standard input".</param>
/// <param name="Dialect">What wrote it.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record LogSource(string Name, LogDialect Dialect, ILogBytes Bytes)
{
    /// <summary>For nginx's access logs: the format.</summary>
    public AccessFormat? Format { get; init; }

    /// <summary>Zone of times that are written without one.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>When the file was last written, for times without a year; null when it is not known.</summary>
    public DateTimeOffset? Written { get; init; }
}
