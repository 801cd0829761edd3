using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>nginx gave a peer up sooner than the time-out on disk allows: it waits by an earlier one.</summary>
/// <param name="Group">The lines that say so.</param>
/// <param name="Waited">The longest that a request lasted which ended so, in seconds.</param>
/// <param name="OnDisk">The time-out of the files.</param>
public sealed record EarlyTimeout(ErrorGroup Group, double Waited, EffectiveValue OnDisk);

/// <summary>Finds such a time-out.</summary>
public static class EarlyTimeouts
{
    private const double Margin = 0.5;

    /// <summary>Null where the files are what runs, where the access log does not time its requests, or where they lasted as long as the files say.</summary>
    public static EarlyTimeout? EarlyTimeoutOf(this Target target)
    {
        var instance = target.Instance;
        if (target.Scene.MasterOf(instance) is not { LoadedAt: { } loaded } || !(instance.ModifiedAt > loaded || instance.TouchedAt > loaded))
        {
            return null;
        }

        foreach (var group in target.Current.Where(g => g is { Signature: "upstream-timed-out", Action: "reading response header from upstream" }))
        {
            var value = target.RoutesOf([group]) is [var route, ..] ? instance.Model()?.Effective(route, target.Protocol.DirectivePrefix() + "read_timeout") : null;
            var waited = Times(target, FailingRoutes.PathsOf([group], int.MaxValue)).DefaultIfEmpty(double.MaxValue).Max();
            if (value is { File: not null } && NginxUnits.TryParseTime(value.Text, out var patience) && waited < patience.TotalSeconds - Margin)
            {
                return new EarlyTimeout(group, waited, value);
            }
        }

        return null;
    }

    /// <summary>$request_time of the answers with 504 on these paths: never shorter than the wait.</summary>
    private static IEnumerable<double> Times(Target target, IEnumerable<string> paths) =>
        target.Instance.Logs.SelectMany(l => l.Summary.Seen?.Accesses.OrEmpty() ?? [])
            .Where(g => g.Status == 504 && (g.Peers.IsDefaultOrEmpty || target.Endpoints.Any(e => e.ToString() == g.Peers[^1])))
            .SelectMany(g => g.Samples).Where(s => paths.Contains(s.Path)).Select(s => s.RequestTime).OfType<double>();
}
