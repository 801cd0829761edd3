namespace Gatemedic.Bench;

/// <summary>The random numbers of one file (splitmix64): the same seed gives the same bytes on every .NET.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    /// <summary>0 to 1, without 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool OneIn(int times) => Below(times) == 0;

    public T Of<T>(T[] choices) => choices[Below(choices.Length)];

    /// <summary>The first of many are commoner than the last, as visitors and pages are.</summary>
    public T SkewedOf<T>(T[] choices)
    {
        var fraction = Fraction();
        return choices[(int)(fraction * fraction * choices.Length)];
    }
}
