using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>What shows that memory is short for a target's application.</summary>
/// <param name="Signs">Weight, sentence and source of each.</param>
/// <param name="Group">The control group whose limit is met; null where it is the machine.</param>
internal sealed record Shortage(ImmutableArray<(double Weight, string Text, string Source)> Signs, ControlGroup? Group)
{
    // Percent of the last ten seconds. A busy machine that has its memory shows none; a tenth is felt.
    private const double SomeStalls = 20;
    private const double AllStall = 10;
    private const double SwapsInPages = 200;
    private const double RefaultsInPages = 500;
    private const double NearlyFull = 0.9;

    /// <summary>Something stalls now. That a limit was met in the past is no sign by itself: a cache may fill what it is given.</summary>
    public bool IsKnown => !Signs.IsEmpty;

    /// <summary>Of the machine, and of the control group that the application lives in.</summary>
    public static Shortage Of(Target target)
    {
        var scene = target.Scene;
        var signs = ImmutableArray.CreateBuilder<(double, string, string)>();
        if (scene.Machine?.Seen is not { } machine)
        {
            return new Shortage([], null);
        }

        if (machine.MemoryFull10 > AllStall)
        {
            signs.Add((Weigh.Decisive, string.Create(CultureInfo.InvariantCulture, $"for {machine.MemoryFull10:0} percent of the last 10 seconds everything waited for memory"), "/proc/pressure/memory"));
        }
        else if (machine.MemorySome10 > SomeStalls)
        {
            signs.Add((Weigh.Strong, string.Create(CultureInfo.InvariantCulture, $"for {machine.MemorySome10:0} percent of the last 10 seconds some process waited for memory"), "/proc/pressure/memory"));
        }

        if (machine.SwapInPerSecond > SwapsInPages)
        {
            signs.Add((Weigh.Strong, string.Create(CultureInfo.InvariantCulture, $"{machine.SwapInPerSecond:0} pages a second are read back from swap"), "vmstat 1"));
        }

        var owner = target.Endpoints.SelectMany(target.ListenersOn).Select(scene.OwnerOf).OfType<HostProcess>().FirstOrDefault();
        var group = owner is null ? null : (scene.ControlGroups?.Seen ?? default).OrEmpty().FirstOrDefault(g =>
            (owner.Resources?.ControlGroup == g.Path || (owner.Unit is { } unit && g.Path.EndsWith("/" + unit, StringComparison.Ordinal)) || (owner.Container is { } id && g.Path.Contains(id, StringComparison.Ordinal)))
            && (g.MemoryHigh ?? g.MemoryLimit) is > 0 and var bound && g.MemoryBytes >= bound * NearlyFull && (g.HighEvents ?? g.LimitHits) > 0);
        if (group is { RefaultsPerSecond: > RefaultsInPages })
        {
            signs.Add((Weigh.Decisive, string.Create(CultureInfo.InvariantCulture, $"{group.Path} reads {group.RefaultsPerSecond:0} pages a second again that were taken from it: it uses {group.MemoryBytes / 1048576.0:0.#} of {(group.MemoryHigh ?? group.MemoryLimit) / 1048576.0:0.#} MiB"), "memory.stat workingset_refault"));
        }
        else if (signs.Count > 0 && group is not null)
        {
            signs.Add((Weigh.Moderate, string.Create(CultureInfo.InvariantCulture, $"{group.Path} uses {group.MemoryBytes / 1048576.0:0.#} of {(group.MemoryHigh ?? group.MemoryLimit) / 1048576.0:0.#} MiB and was held back there {group.HighEvents ?? group.LimitHits} times"), "memory.events, memory.failcnt"));
        }
        else if (signs.Count > 0 && machine.AvailableBytes > machine.MemoryBytes / 4)
        {
            // Somebody else's limit, not the machine, makes those stalls.
            signs.Add((-Weigh.Strong, "the machine itself has memory left", "/proc/meminfo"));
        }

        return new Shortage(signs.ToImmutable(), group);
    }
}
