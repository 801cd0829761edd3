namespace Gatemedic.Logs;

/// <summary>Lengths of time buckets. Each is a multiple of the one before, so that buckets can be put together.</summary>
internal static class TimeSteps
{
    private static readonly uint[] Ladder = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800];

    /// <summary>Seconds of the next longer bucket; beyond a week they double.</summary>
    internal static uint After(uint step)
    {
        int at = Array.IndexOf(Ladder, step);
        return at >= 0 && at + 1 < Ladder.Length ? Ladder[at + 1] : step * 2;
    }
}
