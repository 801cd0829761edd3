using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>How many children a pool could have, computed from what its children take and what the host has left.</summary>
/// <param name="Present">pm.max_children now.</param>
/// <param name="Wanted">What it should be; no more than <paramref name="Present"/> where there is no memory for more.</param>
/// <param name="EachBytes">What a child takes on average.</param>
/// <param name="FreeBytes">What more of them may take.</param>
internal sealed record ChildrenPlan(int Present, int Wanted, long EachBytes, long FreeBytes)
{
    // Children grow with the scripts they run, and the rest of the host needs room to breathe.
    private const double Share = 0.75;

    /// <summary>There is memory for more.</summary>
    public bool HasRoom => Wanted > Present;

    /// <summary>"each takes 42 MiB, 3100 MiB are available".</summary>
    public string Text => $"each takes {EachBytes >> 20} MiB, {FreeBytes >> 20} MiB are available";

    /// <summary>The plan; null where children or memory were not measured.</summary>
    public static ChildrenPlan? Of(Scene scene, PoolLoad load)
    {
        var sizes = load.Children.Select(c => c.Resources?.ResidentBytes ?? 0).Where(b => b > 0).ToList();
        if (load.Limit is not { } present || sizes.Count == 0 || scene.Machine?.Seen is not { } machine)
        {
            return null;
        }

        // Resident memory counts what children share (opcache, PHP itself) for each of them: the true sum is lower, which errs on the safe side.
        var each = (long)sizes.Average();
        var free = Math.Min(machine.AvailableBytes, LeftInGroup(scene, load) ?? long.MaxValue);
        var room = (int)Math.Min(free * Share / each, 100_000);
        var needed = Math.Max(2 * present, present + load.Queue);
        return new ChildrenPlan(present, Math.Min(needed, Math.Max(load.Children.Length, present) + room), each, free);
    }

    private static long? LeftInGroup(Scene scene, PoolLoad load) =>
        (scene.ControlGroups?.Seen ?? default).OrEmpty().FirstOrDefault(g => g.Path == load.Children[0].Resources?.ControlGroup) is { MemoryLimit: { } limit, MemoryBytes: { } used }
            ? Math.Max(0, limit - used)
            : null;
}
