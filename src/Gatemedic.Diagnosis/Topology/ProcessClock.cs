namespace Gatemedic.Diagnosis;

/// <summary>The clock by which the starts of processes are known.</summary>
internal static class ProcessClock
{
    /// <summary>
    /// How far a start may seem to lie before a file or a log line that it followed: the kernel counts starts in hundredths of a second,
    /// and times files by another clock.
    /// </summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);
}
