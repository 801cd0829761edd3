namespace Gatemedic.Logs;

/// <summary>
/// Says which failures are looked at for their route. Taking a path apart costs as much as the rest of a line, and the routes of a large log are
/// told as well by a sample: each failure of its first part, and one in eight of what follows, chosen by where it stands, so that every
/// run chooses alike.
/// </summary>
internal static class RouteSample
{
    private const long Whole = 16 << 20;
    private const int OneIn = 8;

    /// <summary>How many failures the one at this offset stands for; 0 when it is passed over.</summary>
    internal static int Weight(long offset) =>
        offset < Whole ? 1 : ((ulong)offset * 0x9E3779B97F4A7C15) >> 61 == 0 ? OneIn : 0;
}
