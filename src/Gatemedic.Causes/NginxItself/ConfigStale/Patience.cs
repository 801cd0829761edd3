using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Tells that nginx gave a peer up sooner than the time-out on disk allows: it waits by an earlier one.</summary>
internal static class Patience
{
    private const double Margin = 0.5;

    /// <summary>The difference; null where the access log does not time its requests, or they lasted as long as the files say.</summary>
    public static Difference? Of(Target target)
    {
        var directive = target.Protocol.DirectivePrefix() + "read_timeout";
        foreach (var group in target.Current.Where(g => g is { Signature: "upstream-timed-out", Action: "reading response header from upstream" }))
        {
            var value = target.RoutesOf([group]) is [var route, ..] ? target.Instance.Model()?.Effective(route, directive) : null;
            var waited = Times(target, FailingRoutes.PathsOf([group], int.MaxValue)).DefaultIfEmpty(double.MaxValue).Max();
            if (value is { File: not null } && NginxUnits.TryParseTime(value.Text, out var patience) && waited < patience.TotalSeconds - Margin)
            {
                return new Difference(
                    Weigh.Decisive,
                    EvidenceKind.Log,
                    string.Create(CultureInfo.InvariantCulture, $"nginx gave {target.Address} up after {waited:0.#} s, though {value.Where} says {directive} {value.Text}"),
                    group.Samples[0].Source,
                    Fails: true);
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
