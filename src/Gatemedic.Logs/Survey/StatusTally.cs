namespace Gatemedic.Logs;

/// <summary>Requests with one status.</summary>
internal sealed class StatusTally(int status)
{
    /// <summary>As text, for tables of texts.</summary>
    internal string Text { get; } = $"{status}";

    /// <summary>A gateway failed, or the client gave up on it.</summary>
    internal bool IsFailure { get; } = status is 499 or 502 or 503 or 504;

    internal long Count { get; private set; }

    internal TimeHistogram Times { get; } = new();

    private long First { get; set; } = long.MaxValue;

    private long Last { get; set; } = long.MinValue;

    internal void Add(long second)
    {
        Count++;
        if (second >= 0)
        {
            First = Math.Min(First, second);
            Last = Math.Max(Last, second);
            Times.Add((uint)second);
        }
    }

    internal void Add(StatusTally other)
    {
        Count += other.Count;
        First = Math.Min(First, other.First);
        Last = Math.Max(Last, other.Last);
        Times.Add(other.Times);
    }

    internal StatusPicture ToPicture() => new(
        status,
        Count,
        First > Last ? null : DateTimeOffset.FromUnixTimeSeconds(First),
        First > Last ? null : DateTimeOffset.FromUnixTimeSeconds(Last),
        Times.ToSeries());
}
