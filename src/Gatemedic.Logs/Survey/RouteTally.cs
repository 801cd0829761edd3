namespace Gatemedic.Logs;

/// <summary>Failures of one route.</summary>
internal sealed class RouteTally
{
    private const int LongestExample = 512;

    private readonly CountList _statuses = new();

    internal RouteTally(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> host, ReadOnlySpan<byte> path, long second)
    {
        (Host, Path) = (LogText.OrNull(host), LogText.Of(pattern));
        Example = LogText.Of(path[..Math.Min(path.Length, LongestExample)]);
        First = Last = second;
    }

    internal string? Host { get; }

    internal string Path { get; }

    internal string Example { get; }

    internal long Failures { get; private set; }

    /// <summary>Failures that may have come before it was taken in.</summary>
    internal long Missed { get; set; }

    internal long First { get; private set; }

    internal long Last { get; private set; }

    internal void Add(string status, long count, long first, long last)
    {
        Failures += count;
        _statuses.Add(status, count);
        First = Math.Min(First, first);
        Last = Math.Max(Last, last);
    }

    internal void Add(RouteTally other)
    {
        foreach (var status in other._statuses.Items)
        {
            Add(status.Text, status.Count, other.First, other.Last);
        }
        Missed += other.Missed;
    }

    internal RoutePicture ToPicture() => new()
    {
        Host = Host,
        Path = Path,
        Example = Example,
        Failures = Failures,
        Error = Missed,
        Statuses = [.. _statuses.Items.OrderByDescending(s => s.Count)],
        First = DateTimeOffset.FromUnixTimeSeconds(First),
        Last = DateTimeOffset.FromUnixTimeSeconds(Last),
    };
}
