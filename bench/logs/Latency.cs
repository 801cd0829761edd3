namespace Gatemedic.Bench;

/// <summary>Log-normal numbers around a median, drawn from a table: most near it, a few many times as large.</summary>
internal sealed class Latency
{
    private readonly int[] values = new int[4096];

    public Latency(Dice dice, double median, double spread)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - dice.Fraction())) * Math.Cos(2 * Math.PI * dice.Fraction());
            values[i] = (int)(median * Math.Exp(spread * normal));
        }
    }

    public int Draw(Dice dice) => dice.Of(values);
}
