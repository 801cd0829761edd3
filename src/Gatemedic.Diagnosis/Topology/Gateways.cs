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

    /// <summary>A peer of that nginx has trouble, of which a gateway error of the target would be an echo.</summary>
    public static bool IsEcho(this Target target, NginxInstance behind) =>
        target.Scene.AllTargets().Any(t => t.Instance.Id == behind.Id && !ReferenceEquals(t, target) && t.Key != target.Key
            && (t.Probes.Any(p => !p.Result.Serves) || t.Current.Any(GatewaySymptom.IsMeantBy)));
}
