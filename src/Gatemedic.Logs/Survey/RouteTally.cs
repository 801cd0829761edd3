namespace Gatemedic.Logs;

/// <summary>Failures of one route.</summary>
internal sealed class RouteTally
{
    private const int LongestExample = 512;

    private CountList _statuses;
    private byte[] _example;

    internal RouteTally(ReadOnlySpan<byte> path, long second)
    {
        // Decoded only when it is told: most routes of a large log are not.
        _example = path[..Math.Min(path.Length, LongestExample)].ToArray();
        First = Last = second;
    }

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
        // The same example, whoever of the readers was first.
        _example = other.First < First ? other._example : _example;
        foreach (var status in other._statuses.Items)
        {
            Add(status.Text, status.Count, other.First, other.Last);
        }
        Missed += other.Missed;
    }

    /// <param name="host">Empty when it is not known.</param>
    /// <param name="path">The pattern.</param>
    internal RoutePicture ToPicture(ReadOnlySpan<byte> host, ReadOnlySpan<byte> path) => new()
    {
        Host = LogText.OrNull(host),
        Path = LogText.Of(path),
        Example = LogText.Of(_example),
        Failures = Failures,
        Error = Missed,
        Statuses = [.. Counted.MostFirst(_statuses.Items)],
        First = DateTimeOffset.FromUnixTimeSeconds(First),
        Last = DateTimeOffset.FromUnixTimeSeconds(Last),
    };
}
