using System.Net;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A name that is both ::1 and 127.0.0.1 makes two peers (ngx_http_upstream_init_round_robin); the application listens on one of them.</summary>
public sealed class LocalhostOneFamily : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "localhost-one-family", CheckGroup.Reaching, LintSeverity.Warning, "localhost is two addresses, and the application listens on one of them")
    {
        LeadsTo = ["localhost-ipv6"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        where target.Protocol != Protocol.Stream && !target.Address.IsUnix && !target.Address.IsLiteral && !target.Passes.Any(p => p.HasVariables)
            && target.Scene.Listeners.IsSeen && target.Endpoints.All(IsLoopback)
        let deaf = target.Endpoints.FirstOrDefault(e => !target.ListenersOn(e).Any())
        let live = target.Endpoints.FirstOrDefault(e => target.ListenersOn(e).Any())
        where deaf is not null && live is not null
        select Complaint.At(
            target.Declared!,
            $"\"{target.Address.Host}\" is {string.Join(" and ", target.Endpoints.Select(e => e.Host))} here, and nothing listens on {deaf}: nginx tries it in turn, is refused, "
                + $"and has no other peer left when {live} is slow or restarts",
            $"write {live} instead of {target.Address}")
            with
        { Edits = target.PointTo(live) };

    private static bool IsLoopback(PeerAddress endpoint) => IPAddress.TryParse(endpoint.Host, out var ip) && IPAddress.IsLoopback(ip);
}
