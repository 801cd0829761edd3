namespace Gatemedic.Logs;

/// <summary>
/// Counts failures by host and path pattern. Bounded: when it is full the rarer half makes room, and what comes after may have been counted
/// before, by no more than the commonest that went.
/// </summary>
internal sealed class RouteTable
{
    /// <summary>Most routes kept while reading.</summary>
    internal const int MostRoutes = 4096;

    private const int LongestPath = 512;
    private const int LongestHost = 255;

    private readonly byte[] _key = new byte[LongestPath + 1 + LongestHost];
    private ByteTable<RouteTally> _routes = new(MostRoutes);
    private long _missed;

    /// <summary>Routes that made room.</summary>
    internal long Dropped { get; private set; }

    /// <summary>Some failures stand for others: counts are estimates.</summary>
    internal bool Sampled { get; private set; }

    /// <summary>The commonest, most first. Texts are made of no others.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="without">Routes that are told by another table, which may lack their host.</param>
    internal IEnumerable<RoutePicture> Most(int count, RouteTable? without = null) =>
        _routes.Entries.ToArray().Where(e => without?.Has(e.Key) != true).Order(Comparer<ByteEntry<RouteTally>>.Create(MostFirst)).Take(count).Select(e =>
        {
            int end = PathEnd(e.Key);
            return e.Value.ToPicture(e.Key.AsSpan(end + 1), e.Key.AsSpan(0, end));
        });

    /// <summary>Counts a failure.</summary>
    /// <param name="host">Host, empty when it is not known.</param>
    /// <param name="path">Path with or without arguments; a request without one is not counted.</param>
    /// <param name="status">"502", or a reason.</param>
    /// <param name="weight">How many it stands for.</param>
    /// <param name="second">Seconds since 1970.</param>
    internal void Add(ReadOnlySpan<byte> host, ReadOnlySpan<byte> path, string status, int weight, long second)
    {
        if (path.IsEmpty)
        {
            return;
        }
        int length = PathPattern.Write(path, _key.AsSpan(0, LongestPath));
        _key[length] = (byte)'\n';
        host = host[..Math.Min(host.Length, LongestHost)];
        host.CopyTo(_key.AsSpan(length + 1));
        var key = _key.AsSpan(0, length + 1 + host.Length);
        var route = _routes.Find(key);
        if (route is null)
        {
            route = new RouteTally(path, second) { Missed = _missed };
            Take(key, route);
        }
        route.Add(status, weight, second, second);
        Sampled |= weight > 1;
    }

    internal void Add(RouteTable other)
    {
        Dropped += other.Dropped;
        Sampled |= other.Sampled;
        foreach (var (key, theirs) in other._routes.Entries)
        {
            var mine = _routes.Find(key);
            if (mine is null)
            {
                theirs.Missed += _missed;
                Take(key, theirs);
            }
            else
            {
                mine.Add(theirs);
            }
        }
        _missed += other._missed;
    }

    private bool Has(ReadOnlySpan<byte> key) => _routes.Find(key) is not null || _routes.Find(key[..(PathEnd(key) + 1)]) is not null;

    // Neither path nor host holds a line feed.
    private static int PathEnd(ReadOnlySpan<byte> key) => key.LastIndexOf((byte)'\n');

    private static int MostFirst(ByteEntry<RouteTally> one, ByteEntry<RouteTally> other) =>
        one.Value.Failures != other.Value.Failures ? other.Value.Failures.CompareTo(one.Value.Failures) : one.Key.AsSpan().SequenceCompareTo(other.Key);

    private void Take(ReadOnlySpan<byte> key, RouteTally route)
    {
        if (_routes.IsFull)
        {
            var kept = _routes.Entries.ToArray().OrderByDescending(e => e.Value.Failures).ToArray();
            _routes = new ByteTable<RouteTally>(MostRoutes);
            foreach (var (name, tally) in kept[..(MostRoutes / 2)])
            {
                _routes.TryAdd(name, tally);
            }
            Dropped += kept.Length - MostRoutes / 2;
            _missed = Math.Max(_missed, kept[MostRoutes / 2].Value.Failures + kept[MostRoutes / 2].Value.Missed);
            route.Missed = _missed;
        }
        _routes.TryAdd(key, route);
    }
}
