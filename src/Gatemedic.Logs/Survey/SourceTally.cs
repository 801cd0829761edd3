namespace Gatemedic.Logs;

/// <summary>What was read of one source, by one worker.</summary>
internal sealed class SourceTally
{
    internal long Bytes { get; set; }

    internal long Lines { get; set; }

    internal long Unrecognised { get; set; }

    internal LogSpan Span { get; } = new();

    internal string? Trouble { get; set; }

    internal void Add(SourceTally other)
    {
        Bytes += other.Bytes;
        Lines += other.Lines;
        Unrecognised += other.Unrecognised;
        Trouble ??= other.Trouble;
        Span.Add(other.Span);
    }
}
