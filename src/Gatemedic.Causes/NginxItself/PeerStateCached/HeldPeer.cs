using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>
/// Until when nginx leaves out a server of an upstream block: after max_fails failures within fail_timeout, for as long as fail_timeout
/// (ngx_http_upstream_get_peer). A block with one address never leaves it out.
/// </summary>
/// <param name="Failures">The newest failures that nginx logged of it.</param>
/// <param name="FailTimeout">fail_timeout.</param>
/// <param name="Until">The last second in which it is left out.</param>
internal sealed record HeldPeer(ErrorGroup Failures, TimeSpan FailTimeout, DateTimeOffset Until)
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Null where it cannot be left out, or the log does not say that it failed often enough.</summary>
    public static HeldPeer? Of(Target target)
    {
        if (target.Declared is not { } line || target.Upstream is not { } upstream || IsSingle(target, upstream))
        {
            return null;
        }

        var most = long.TryParse(Parameter(line, "max_fails="), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        var timeout = NginxUnits.TryParseTime(Parameter(line, "fail_timeout=") ?? "", out var time) ? time : UsualTimeout;
        var failures = target.Errors.Where(g => g.Peer != upstream.Name && SignatureCatalog.Find(g.Signature)?.Status is "502" or "504").ToImmutableArray();
        return most == 0 || timeout == TimeSpan.Zero || failures.IsEmpty || failures.Sum(g => g.Count) < most
            ? null
            // nginx logs whole seconds, and counts the last one in.
            : new HeldPeer(failures[0], timeout, failures[0].Last + timeout + TimeSpan.FromSeconds(1));
    }

    private static bool IsSingle(Target target, UpstreamBlock upstream) =>
        target.Scene.TargetsOf(target.Instance, upstream).Where(t => t.Former is null).Sum(t => Math.Max(1, t.Endpoints.Length)) == 1;

    private static string? Parameter(Directive line, string name) =>
        line.Args.LastOrDefault(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
