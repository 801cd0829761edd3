namespace Gatemedic.Diagnosis;

/// <summary>The connection-tracking table of a network namespace.</summary>
public static class Tracking
{
    // The kernel refuses new entries above the limit and makes room by dropping what is not assured, so a full table wavers a little below it.
    private const double Full = 0.98;

    /// <summary>No more connections find a place in it.</summary>
    public static bool IsFull(NetworkSpace space) => space is { Tracked: { } tracked, TrackedLimit: > 0 and var limit } && tracked >= Full * limit;
}
