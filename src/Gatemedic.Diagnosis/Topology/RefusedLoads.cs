using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Loads that nginx refused, as its error log tells them.</summary>
public static class RefusedLoads
{
    /// <summary>The newest message with which a start or a reload ended; null when there is none.</summary>
    public static ErrorGroup? RefusedReload(this NginxInstance instance) =>
        instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? []).Where(g => g.Samples[0].Level == "emerg").MaxBy(g => g.Last);
}
