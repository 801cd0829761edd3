using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Peers that are gateways themselves: an nginx of this Scene behind another, or behind itself.</summary>
public static class Gateways
{
    /// <summary>The nginx that takes the target's connections; null where it is none, or none whose configuration was looked at.</summary>
    public static NginxInstance? NginxBehind(this Target target) =>
        target.Endpoints.SelectMany(target.ListenersOn).SelectMany(l => l.Pids.OrEmpty())
            .Select(pid => target.Scene.Masters.Seen.OrEmpty().FirstOrDefault(m => m.Pid == pid || m.Workers.OrEmpty().Contains(pid)))
            .OfType<NginxMaster>()
            .Select(master => target.Scene.Instances.FirstOrDefault(i => i.MasterPid == master.Pid))
            .FirstOrDefault(instance => instance is not null);

    /// <summary>The peer in trouble behind a stream server of nginx itself that takes the target's connections; null where it is none.</summary>
    public static Target? LostBehindStream(this Target target) =>
        target.NginxBehind() is not { } behind ? null
        : target.Scene.AllTargets().FirstOrDefault(t => t.Instance.Id == behind.Id && t.Protocol == Protocol.Stream && t.Key != target.Key && t.IsDead
            && t.Passes.Any(p => p.Server.Listens.Any(l => l.Port == target.Address.Port && (!target.Address.IsUnix || l.Address == "unix:" + target.Address.Path))));

    /// <summary>
    /// nginx is told its own front door, and what comes in there takes the same route again: one request becomes as many as there are connections.
    /// </summary>
    public static bool LeadsBack(this Target target)
    {
        if (target.NginxBehind()?.Id != target.Instance.Id || target.Protocol is not (Protocol.Http or Protocol.Https) || target.Instance.Model() is not { } model)
        {
            return false;
        }

        var (host, port) = (RequestReader.Read(target).Host.Split(':')[0], target.Address.Port);
        return Uri.TryCreate($"{target.Protocol.Text()}://{host}:{port}{Prefix(target.Passes[0])}", UriKind.Absolute, out var url)
            && model.Route(url).Pass is { } pass && target.Passes.Any(p => ReferenceEquals(p.Directive, pass.Directive));
    }

    private static string Prefix(Pass pass) => pass.Location is { Modifier: "" or "=" or "^~", Pattern: ['/', ..] pattern } ? pattern : "/";

    /// <summary>A peer of that nginx has trouble, of which a gateway error of the target would be an echo.</summary>
    public static bool IsEcho(this Target target, NginxInstance behind) =>
        target.Scene.AllTargets().Any(t => t.Instance.Id == behind.Id && !ReferenceEquals(t, target) && t.Key != target.Key
            && (t.Probes.Any(p => !p.Result.Serves) || t.Current.Any(GatewaySymptom.IsMeantBy)));
}
