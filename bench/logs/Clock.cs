using System.Globalization;
using System.Text;

namespace Gatemedic.Bench;

/// <summary>Spreads a file over its hours: busy in the afternoon, quiet at night, and denser during a few outages of one peer.</summary>
internal sealed class Clock
{
    private static readonly DateTime Start = new(2026, 1, 15, 0, 0, 0, DateTimeKind.Utc);

    private readonly double[] reached;
    private readonly Peer?[] stricken;
    private int second = -1;

    public Clock(ulong seed, int hours, double outageRate)
    {
        var dice = new Dice(seed ^ 0x0C10C);
        reached = new double[hours * 3600];
        stricken = new Peer?[reached.Length];
        for (var outage = 0; outage < Math.Max(1, hours / 4); outage++)
        {
            var peer = dice.Of(Groups.Peers);
            var from = dice.Below(reached.Length);
            stricken.AsSpan(from, Math.Min(30 + dice.Below(400), reached.Length - from)).Fill(peer);
        }

        var sum = 0.0;
        for (var i = 0; i < reached.Length; i++)
        {
            var ofDay = 1 - 0.8 * Math.Cos((i / 3600.0 - 3) * Math.PI / 12);
            reached[i] = sum += ofDay * (0.5 + dice.Fraction()) * (stricken[i] is null ? 1 : outageRate);
        }
    }

    /// <summary>The peer that does not answer in this second.</summary>
    public Peer? Stricken => stricken[second];

    /// <summary>As the error log has it.</summary>
    public byte[] ErrorTime { get; private set; } = [];

    /// <summary>As $time_local has it.</summary>
    public byte[] LocalTime { get; private set; } = [];

    /// <summary>To the second in which <paramref name="part"/> (0 to 1) of the file is written.</summary>
    public void Advance(double part)
    {
        var before = second;
        while (second < 0 || (reached[second] < part * reached[^1] && second < reached.Length - 1))
        {
            second++;
        }

        if (second != before)
        {
            var now = Start.AddSeconds(second);
            ErrorTime = Encoding.ASCII.GetBytes(now.ToString("yyyy'/'MM'/'dd HH':'mm':'ss", CultureInfo.InvariantCulture));
            LocalTime = Encoding.ASCII.GetBytes(now.ToString("dd'/'MMM'/'yyyy':'HH':'mm':'ss +0000", CultureInfo.InvariantCulture));
        }
    }
}
