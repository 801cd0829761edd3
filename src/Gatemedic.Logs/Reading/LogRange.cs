namespace Gatemedic.Logs;

/// <summary>The part of a log that is read.</summary>
/// <param name="Start">Offset of the first byte, the start of a line.</param>
/// <param name="End">Lines that start before this offset belong to the part.</param>
/// <param name="FirstLine">Number of the line at <paramref name="Start"/>, or 0 when lines were not counted.</param>
/// <param name="Cut">Why it starts later than asked, or null.</param>
internal sealed record LogRange(long Start, long End, long FirstLine, string? Cut)
{
    /// <summary>How far its last line may reach; the end unless more of the log follows.</summary>
    public long Limit { get; init; } = End;
}
