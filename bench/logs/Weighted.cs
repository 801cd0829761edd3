namespace Gatemedic.Bench;

/// <summary>A choice by weight in one look: every item fills its share of a table of 65,536 places, at least one of them.</summary>
internal sealed class Weighted<T>
{
    private const int Places = 1 << 16;

    private readonly T[] items;
    private readonly ushort[] places = new ushort[Places];

    public Weighted(IEnumerable<T> all, Func<T, double> weight)
    {
        items = all.ToArray();
        var total = items.Sum(weight);
        var at = Places;
        for (var i = items.Length - 1; i > 0; i--)
        {
            for (var left = Math.Max(1, (int)(weight(items[i]) / total * Places)); left > 0; left--)
            {
                places[--at] = (ushort)i;
            }
        }
    }

    public T Draw(Dice dice) => items[places[dice.Next() >> 48]];
}
