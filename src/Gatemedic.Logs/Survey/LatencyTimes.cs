using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Latencies over time, in a bounded number of buckets.</summary>
internal sealed class LatencyTimes
{
    private const int MostBuckets = 96;

    private SortedDictionary<uint, LatencyHistogram> _buckets = [];
    private LatencyHistogram? _current;
    private uint _bucket;
    private uint _step = 60;

    internal void Add(uint second, int milliseconds)
    {
        uint bucket = second / _step;
        if (_current is null || bucket != _bucket)
        {
            _current = Bucket(second);
            _bucket = second / _step;
        }
        _current.Add(milliseconds);
    }

    internal void Add(LatencyTimes other)
    {
        foreach (var (bucket, latencies) in other._buckets)
        {
            Bucket(bucket * other._step).Add(latencies);
        }
        _current = null;
    }

    internal ImmutableArray<LatencyPoint> ToPoints()
    {
        var points = ImmutableArray.CreateBuilder<LatencyPoint>(_buckets.Count);
        foreach (var (bucket, latencies) in _buckets)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds((long)bucket * _step);
            points.Add(new LatencyPoint(at, latencies.Count, latencies.Percentile(0.5), latencies.Percentile(0.95), latencies.Percentile(0.99)));
        }
        return points.MoveToImmutable();
    }

    private LatencyHistogram Bucket(uint second)
    {
        while (true)
        {
            if (_buckets.TryGetValue(second / _step, out var found))
            {
                return found;
            }
            if (_buckets.Count < MostBuckets)
            {
                return _buckets[second / _step] = new LatencyHistogram();
            }
            Coarsen();
        }
    }

    private void Coarsen()
    {
        var finer = _buckets;
        uint step = TimeSteps.After(_step), factor = step / _step;
        (_buckets, _step) = ([], step);
        foreach (var (bucket, latencies) in finer)
        {
            if (_buckets.TryGetValue(bucket / factor, out var together))
            {
                together.Add(latencies);
            }
            else
            {
                _buckets[bucket / factor] = latencies;
            }
        }
    }
}
