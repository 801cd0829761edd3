using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>
/// Paths whose last answer in the access log is 502 or 504 while nginx's error log, which was read whole, holds no line that comes
/// with such an answer: it was not nginx that failed.
/// </summary>
internal static class SilentFailure
{
    /// <summary>Of every nginx that runs; none where the user asked for one route or upstream.</summary>
    public static IEnumerable<PathRecord> Of(Scene scene) =>
        scene.Focus is { Offline: false, Url: null, Upstream: null }
            ? scene.Instances.Where(i => i.MasterPid is not null && IsErrorLogSilent(i)).SelectMany(Ended)
            : [];

    private static bool IsErrorLogSilent(NginxInstance instance)
    {
        var logs = instance.Logs.Where(l => l.Kind == LogKind.Error).ToList();
        return logs.Count > 0 && logs.All(l => l.Summary.Seen is { Cut: null } seen && !seen.Errors.OrEmpty().Any(GatewaySymptom.IsMeantBy));
    }

    private static IEnumerable<PathRecord> Ended(NginxInstance instance) =>
        instance.Logs.SelectMany(l => l.Summary.Seen?.Paths.OrEmpty() ?? []).Where(p => p is { LastFailureStatus: 502 or 504, EndsWell: false });
}
