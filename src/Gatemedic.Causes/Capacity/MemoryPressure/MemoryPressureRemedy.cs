using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Gives the control group more memory where its limit is what is met, or shows who uses the machine's.</summary>
internal static class MemoryPressureRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Shortage shortage)
    {
        var look = new Remedy
        {
            Id = "find-who-uses-memory",
            Title = "Find who uses the memory, and end it, restart it or give it fewer workers",
            Commands = ["ps -eo pid,user,rss,args --sort=-rss | head -n 15", "systemd-cgtop --order=memory --iterations=1", "cat /proc/pressure/memory"],
            Risk = Risk.None,
            Verify = "avg10 in /proc/pressure/memory falls below 1, and the failing request is answered",
            Undo = "nothing to undo: the commands only look",
        };
        if (shortage.Group is not { } group || group.Path.Split('/')[^1] is not { } unit || !unit.EndsWith(".service", StringComparison.Ordinal))
        {
            return [look];
        }

        var bound = group.MemoryHigh is { } high ? new MemoryBound(unit, "MemoryHigh", high) : new MemoryBound(unit, "MemoryMax", group.MemoryLimit ?? 0);
        var raise = new Remedy
        {
            Id = "raise-memory-limit",
            Title = string.Create(CultureInfo.InvariantCulture, $"Let {unit} use more than {bound.Bytes / 1048576.0:0.#} MiB"),
            HostFiles = bound.Bytes > 0 ? [bound.Lasting] : [],
            Steps = bound.Bytes > 0 ? bound.Raise : [],
            Commands = bound.Commands,
            Risk = Risk.Medium,
            Verify = "the failing request answers without a gateway error",
            Undo = $"remove {bound.Lasting.File}, systemctl daemon-reload, {bound.Back}",
        };
        return [raise, look];
    }
}
