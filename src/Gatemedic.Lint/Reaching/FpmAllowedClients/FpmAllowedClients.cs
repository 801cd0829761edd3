using System.Net;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>PHP-FPM closes connections from addresses that listen.allowed_clients does not name (fcgi_is_allowed); a connection to one's own address comes from that address.</summary>
public sealed class FpmAllowedClients : ICheck
{
    private const string Setting = "listen.allowed_clients";

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "fpm-allowed-clients", CheckGroup.Reaching, LintSeverity.Error, "PHP-FPM does not take connections from nginx's address")
    {
        LeadsTo = ["upstream-reset"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        let pool = target.PoolOf()
        let setting = pool?.Setting(Setting)
        where setting is { Value.Length: > 0 } && !target.Passes.Any(p => subject.Words(p, "fastcgi_bind").Length > 0)
        let allowed = setting.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(a => IPAddress.TryParse(a, out var ip) ? ip : null).OfType<IPAddress>().ToList()
        let refused = target.Endpoints.FirstOrDefault(e => IsRefused(target, e, allowed))
        where allowed.Count > 0 && refused is not null
        select Complaint.At(
            target.Declared!,
            $"nginx comes from {refused.Host} when it connects to {refused}, and the pool \"{pool.Name}\" takes connections only from {setting.Value}: it closes the others, which is a 502",
            $"add {refused.Host} to {Setting}, or use a unix socket")
            with
        { Related = [new RelatedPlace(setting.File, setting.Line, $"{Setting} = {setting.Value}")] };

    /// <summary>Only what is local has a known source address: its own.</summary>
    private static bool IsRefused(Target target, PeerAddress endpoint, List<IPAddress> allowed) =>
        !endpoint.IsUnix && target.IsLocal(endpoint) && IPAddress.TryParse(endpoint.Host, out var source)
        && !allowed.Exists(a => a.Equals(source) || (a.IsIPv4MappedToIPv6 && a.MapToIPv4().Equals(source)));
}
