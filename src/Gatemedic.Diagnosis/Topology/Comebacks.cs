namespace Gatemedic.Diagnosis;

/// <summary>Tells an application that its manager started again after it died from one that somebody started.</summary>
internal static class Comebacks
{
    // systemd counts a restart as a change of the unit's state, and the process is there within a moment of it.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    /// <summary>It was started because it had died: nobody mended anything.</summary>
    public static bool CameBackByItself(this Scene scene, HostProcess process) =>
        scene.Units.Seen.OrEmpty().Any(u => u.Name == process.Unit && u.Restarts > 0 && (u.ChangedAt is null || (u.ChangedAt.Value - process.StartedAt).Duration() < Moment))
        || (scene.Containers?.Seen ?? default).OrEmpty().Any(c => c.Id == process.Container && c.Restarts > 0)
        || (scene.Witnesses?.Seen ?? default).OrEmpty().SelectMany(w => w.Groups.OrEmpty())
            .Where(g => g.Signature is "supervisor-exited" or "supervisor-killed" or "pm2-exited")
            .Any(g => Keeps(scene, process, g.Unit) && g.Last <= process.StartedAt.AddSeconds(1) && process.StartedAt - g.Last < Moment);

    /// <summary>The manager's log speaks of the program that this process is; PM2 puts the program's number behind its name.</summary>
    private static bool Keeps(Scene scene, HostProcess process, string? unit) =>
        unit is not null && (scene.Programs?.Seen ?? default).OrEmpty().Any(p => (p.Pid == process.Pid || p.Pid == process.ParentPid) && (p.Name == unit || unit.StartsWith(p.Name + ":", StringComparison.Ordinal)));
}
