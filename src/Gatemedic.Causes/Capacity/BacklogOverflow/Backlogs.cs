using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The length that an application asked for its accept queue, and the length that the kernel gave it.</summary>
internal static class Backlogs
{
    // What listen(2) is commonly asked for by servers that do not care: below it a peak is soon too much.
    private const int Short = 128;

    /// <summary>What the application asked for, as far as its command line or its pool says; null when not known.</summary>
    public static ServerValue? Asked(Target target) =>
        target.PoolOf()?.Number("listen.backlog") is { } pool ? new ServerValue(pool, "listen.backlog") : target.ServersOf().Select(s => s.Server.Backlog).FirstOrDefault(b => b is not null);

    /// <summary>The kernel's bound, where it cuts what the application asked for; null where it does not, or that is not known.</summary>
    public static int? Cut(Target target, Listener? full) =>
        full is not null && target.Scene.LongestBacklog?.Seen is > 0 and var most && full.Backlog >= most && Asked(target)?.Number > most ? most : null;

    /// <summary>What speaks of a queue that is too short.</summary>
    public static IEnumerable<(string Text, string Source)> Evidence(Target target, Listener? full)
    {
        if (Cut(target, full) is { } most)
        {
            yield return ($"the application asked for a queue of {Asked(target)!.Number} ({Asked(target)!.Option}), and net.core.somaxconn cuts it to {most}", "sysctl net.core.somaxconn");
        }
        else if (full is { Backlog: < Short })
        {
            yield return ($"a queue of {full.Backlog} is short: it holds no peak", "ss -lntx");
        }

        if (full is { Path: null } && (target.Scene.Networks?.Seen ?? default).OrEmpty().FirstOrDefault(n => n.NetNs == full.NetNs) is { ListenOverflows: > 0 and var overflows })
        {
            yield return ($"accept queues overflowed {overflows} times since this network came up", "nstat -az TcpExtListenOverflows");
        }
    }
}
