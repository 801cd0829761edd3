using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Follows how the paths that failed fare afterwards. Bounded: the paths whose last failure is oldest make room.</summary>
internal sealed class PathTable
{
    /// <summary>Most paths reported.</summary>
    internal const int MostPaths = 500;

    private const int LongestPath = 2048;

    private readonly Dictionary<byte[], Trail> _trails = new(ByteKeys.Comparer);
    private readonly Dictionary<byte[], Trail>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly byte[] _key = new byte[LongestPath + 512];

    internal PathTable() => _lookup = _trails.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Paths that made room.</summary>
    internal long Dropped { get; private set; }

    internal void Add(ReadOnlySpan<byte> path, ReadOnlySpan<byte> host, int status, DateTimeOffset time)
    {
        bool failed = status is 499 or 502 or 503 or 504;
        if (path.IsEmpty || (!failed && (status >= 500 || _trails.Count == 0)))
        {
            return;
        }
        path = path[..Math.Min(path.Length, LongestPath)];
        host = host[..Math.Min(host.Length, 255)];
        path.CopyTo(_key);
        _key[path.Length] = (byte)' ';
        host.CopyTo(_key.AsSpan(path.Length + 1));
        var key = _key.AsSpan(0, path.Length + 1 + host.Length);
        if (!_lookup.TryGetValue(key, out var trail))
        {
            if (!failed)
            {
                return;
            }
            MakeRoom();
            _lookup[key] = trail = new Trail(LogText.Of(path), LogText.OrNull(host));
        }
        trail.Note(failed, status, time);
    }

    internal ImmutableArray<PathRecord> Records() => [.. Newest().Take(MostPaths).Select(t => t.Value.Record())];

    // Twice as many are kept while reading, so that sorting is seldom.
    private void MakeRoom()
    {
        if (_trails.Count < 2 * MostPaths)
        {
            return;
        }
        foreach (var (key, _) in Newest().Skip(MostPaths).ToArray())
        {
            _trails.Remove(key);
            Dropped++;
        }
    }

    private IEnumerable<KeyValuePair<byte[], Trail>> Newest() => _trails.OrderByDescending(t => t.Value.LastFailure).ThenByDescending(t => t.Value.Failures);

    private sealed class Trail(string path, string? host)
    {
        private int _lastStatus;
        private DateTimeOffset? _lastSuccess;
        private bool _endsWell;
        private bool _wavers;

        internal DateTimeOffset LastFailure { get; private set; }

        internal long Failures { get; private set; }

        internal void Note(bool failed, int status, DateTimeOffset time)
        {
            _wavers |= failed && _endsWell;
            _endsWell = !failed;
            if (!failed)
            {
                _lastSuccess = _lastSuccess >= time ? _lastSuccess : time;
                return;
            }
            Failures++;
            if (time >= LastFailure)
            {
                (LastFailure, _lastStatus) = (time, status);
            }
        }

        internal PathRecord Record() => new(path, host, Failures, LastFailure, _lastStatus, _lastSuccess, _endsWell, _wavers);
    }
}
