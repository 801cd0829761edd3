using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>SELinux forbids nginx's domain the connection.</summary>
public sealed class SelinuxDenied : ICause
{
    private const string Connect = "httpd_can_network_connect";

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("selinux-denied", CauseGroup.Reaching)
    {
        Details = ["boolean", "port-type"],
        Rivals = ["socket-permission", "apparmor-denied"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(t => t.DeniedInLog() is not null).Select(Judge);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target);
        var (group, label) = (target.DeniedInLog()!, target.Scene.LabelOf(target.Instance));
        verdict.For(
            target.Address.IsUnix ? Weigh.Moderate : Weigh.Strong,
            EvidenceKind.Log,
            group.Says($"{group.AsWritten()}{(target.Address.IsUnix ? "" : ": a TCP connection is denied so by a security module, hardly by anything else")}"),
            group.Samples[0].Source);
        if (Objection(target, label) is var (why, source))
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Kernel, why, source);
        }

        var access = target.Scene.MandatoryAccess?.Seen;
        if (access is { Selinux: "enforcing" })
        {
            verdict.For(
                label?.Domain is null ? Weigh.Slight : Weigh.Strong,
                EvidenceKind.Kernel,
                label?.Domain is { } domain ? $"SELinux is enforcing, and nginx runs in its domain {domain}" : "SELinux is enforcing",
                "/sys/fs/selinux/enforce");
        }

        AddRights(verdict, target, access);
        if (target.DenialOf("selinux-denied", out var log) is { } denial)
        {
            var bites = !denial.Line.Contains("permissive=1", StringComparison.Ordinal);
            verdict.Weighs(bites ? Weigh.Decisive : -Weigh.Slight, EvidenceKind.Kernel, $"{denial.Message}", log!.Source);
        }

        verdict.Detail = target.Address.IsUnix ? null : IsPortType(access) ? "port-type" : "boolean";
        verdict.Title = target.Address.IsUnix
            ? $"SELinux forbids nginx the socket {target.Address.Path}"
            : $"SELinux forbids nginx to connect to {target.Address}{(verdict.Detail == "port-type" ? $": port {target.Address.Port} has not a type of HTTP ports" : $": {Boolean(target, access)} is off")}";
        verdict.Explanation =
            $"The kernel denies nginx the connection (13: Permission denied) because of its SELinux domain{(label?.Domain is { } own ? $" {own}" : "")}, not because of owners and modes, and whether or not anything listens there. " +
            "A request from your own shell succeeds, because a shell is not confined.";
        verdict.Remedies = SelinuxDeniedRemedy.For(target, verdict.Detail, Boolean(target, access));
        return verdict;
    }

    /// <summary>What leaves SELinux no part in it; null when nothing does.</summary>
    private static (string Why, string Source)? Objection(Target target, ProcessLabel? label) => (target.Scene.MandatoryAccess?.Seen, target.Socket) switch
    {
        ({ Selinux: null }, _) => ("SELinux is not active here", "/sys/fs/selinux"),
        ({ Selinux: "permissive" }, _) => ("SELinux is permissive: it writes down what it would deny, and denies nothing", "/sys/fs/selinux/enforce"),
        _ when label?.Domain is { } domain && Denials.IsUnconfined(domain) => ($"nginx runs in {domain}, which SELinux does not confine", $"/proc/{label.Pid}/attr/current"),
        (_, { Obstacle: { } obstacle }) => ($"owner and mode of {obstacle} deny it already: {target.Socket!.ObstacleMode}", $"namei -l {target.Address.Path}"),
        _ => null,
    };

    private static void AddRights(Verdict verdict, Target target, MandatoryAccess? access)
    {
        if (target.Address.IsUnix)
        {
            if (target.Socket is { WorkerMayConnect: true } open)
            {
                verdict.For(Weigh.Strong, EvidenceKind.Socket, $"owner and mode let the worker open it ({open.Owner}:{open.Group}, mode {Convert.ToString(open.Mode, 8)})", $"namei -l {target.Address.Path}");
            }
        }
        else if (access?.IsOn(Connect) is { } isOn)
        {
            verdict.Weighs(
                isOn ? -Weigh.Strong : Weigh.Moderate,
                EvidenceKind.Kernel,
                isOn ? $"{Connect} is on: the policy lets web servers connect to every port" : $"{Connect} is off: the policy lets web servers connect to few ports only",
                $"/sys/fs/selinux/booleans/{Connect}");
        }
    }

    /// <summary>HTTP ports are allowed by another boolean, so that only the type of this port is missing.</summary>
    private static bool IsPortType(MandatoryAccess? access) => access?.IsOn("httpd_can_network_relay") == true || access?.IsOn("httpd_graceful_shutdown") == true;

    /// <summary>The narrowest boolean of the policy that allows the connection.</summary>
    private static string Boolean(Target target, MandatoryAccess? access) => (target.Protocol, target.Address.Port) switch
    {
        (Gatemedic.Nginx.Protocol.Memcached, 11211) when access?.IsOn("httpd_can_network_memcache") == false => "httpd_can_network_memcache",
        (_, 3306 or 5432) when access?.IsOn("httpd_can_network_connect_db") == false => "httpd_can_network_connect_db",
        _ => Connect,
    };
}
