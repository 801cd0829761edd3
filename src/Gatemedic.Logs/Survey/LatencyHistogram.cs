using System.Numerics;

namespace Gatemedic.Logs;

/// <summary>Counts latencies in buckets that grow with them: sixteen to each doubling, so that a percentile is at most 3 % off.</summary>
internal sealed class LatencyHistogram
{
    private const int Linear = 16;                       // up to 15 ms each millisecond has its bucket
    private const int Buckets = Linear + 24 * Linear;    // up to 2^28 ms, three days
    private readonly int[] _counts = new int[Buckets];
    private int _max;

    internal long Count { get; private set; }

    internal void Add(int milliseconds)
    {
        _counts[Index(milliseconds)]++;
        Count++;
        _max = Math.Max(_max, milliseconds);
    }

    internal void Add(LatencyHistogram other)
    {
        for (int i = 0; i < Buckets; i++)
        {
            _counts[i] += other._counts[i];
        }
        Count += other.Count;
        _max = Math.Max(_max, other._max);
    }

    /// <summary>Seconds under which the share of all lies.</summary>
    internal double Percentile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (int i = 0; i < Buckets; i++)
        {
            rank -= _counts[i];
            if (rank <= 0)
            {
                return Math.Min(Middle(i), _max) / 1000.0;
            }
        }
        return _max / 1000.0;
    }

    /// <summary>Null when nothing was counted.</summary>
    internal LatencyPicture? ToPicture() => Count == 0
        ? null
        : new LatencyPicture(Count, Percentile(0.5), Percentile(0.9), Percentile(0.95), Percentile(0.99), _max / 1000.0);

    private static int Index(int milliseconds)
    {
        uint value = (uint)Math.Clamp(milliseconds, 0, (1 << 28) - 1);
        if (value < Linear)
        {
            return (int)value;
        }
        int octave = BitOperations.Log2(value);
        return (octave - 3) * Linear + (int)((value >> (octave - 4)) & (Linear - 1));
    }

    // The middle of a bucket in milliseconds.
    private static double Middle(int index)
    {
        if (index < Linear)
        {
            return index;
        }
        int shift = index / Linear - 1;
        return ((Linear + index % Linear + 0.5) * (1L << shift)) - 0.5;
    }
}
