using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Counts events over time in a bounded number of buckets: the longer the time, the longer the buckets.</summary>
internal sealed class TimeHistogram
{
    /// <summary>Most buckets: a day in minutes has room.</summary>
    internal const int MostBuckets = 1536;

    private uint _step = 1;
    private uint _first;
    private int _used;
    private int[] _counts = [];

    /// <summary>Seconds in a bucket.</summary>
    internal uint Step => _step;

    /// <summary>Nothing was counted.</summary>
    internal bool IsEmpty => _used == 0;

    /// <summary>Counts events of one second.</summary>
    /// <param name="second">Seconds since 1970.</param>
    /// <param name="count">How many.</param>
    internal void Add(uint second, int count = 1)
    {
        uint index = second / _step - _first;
        if (index >= (uint)_used)
        {
            index = Reach(second);
        }
        _counts[index] += count;
    }

    internal void Add(TimeHistogram other)
    {
        CoarsenTo(other._step);
        for (int i = 0; i < other._used; i++)
        {
            if (other._counts[i] > 0)
            {
                Add((other._first + (uint)i) * other._step, other._counts[i]);
            }
        }
    }

    /// <summary>The counts from the first bucket with any to the last.</summary>
    internal TimeSeries ToSeries()
    {
        if (_used == 0)
        {
            return TimeSeries.Empty;
        }
        var counts = ImmutableArray.CreateBuilder<long>(_used);
        foreach (int count in _counts.AsSpan(0, _used))
        {
            counts.Add(count);
        }
        return new TimeSeries(TimeSpan.FromSeconds(_step), DateTimeOffset.FromUnixTimeSeconds((long)_first * _step), counts.MoveToImmutable());
    }

    // Buckets at least so long: those of another histogram must not fall between.
    private void CoarsenTo(uint step)
    {
        while (_step < step)
        {
            Coarsen();
        }
    }

    // Makes room for the second's bucket and gives its index.
    private uint Reach(uint second)
    {
        if (_used == 0)
        {
            _first = second / _step;
            Resize(0, 1);
            return 0;
        }
        while (true)
        {
            uint bucket = second / _step;
            uint first = Math.Min(bucket, _first), last = Math.Max(bucket, _first + (uint)_used - 1);
            if (last - first < MostBuckets)
            {
                Resize((int)(_first - first), (int)(last - first) + 1);
                _first = first;
                return bucket - first;
            }
            Coarsen();
        }
    }

    private void Resize(int before, int used)
    {
        if (before > 0 || used > _counts.Length)
        {
            var counts = new int[used <= 8 ? 8 : used <= 128 ? 128 : MostBuckets];
            _counts.AsSpan(0, _used).CopyTo(counts.AsSpan(before));
            _counts = counts;
        }
        _used = used;
    }

    private void Coarsen()
    {
        uint step = TimeSteps.After(_step);
        uint factor = step / _step, first = _first / factor;
        for (int i = 0; i < _used; i++)
        {
            int count = _counts[i];
            _counts[i] = 0;
            _counts[(_first + (uint)i) / factor - first] += count;
        }
        _used = _used == 0 ? 0 : (int)((_first + (uint)_used - 1) / factor - first) + 1;
        (_first, _step) = (first, step);
    }
}
