using System.Globalization;
using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>Connections that the kernel denies nginx: what nginx logs of it, what a security module writes of it, and by which rules nginx runs.</summary>
public static class Denials
{
    private const int PermissionDenied = 13;

    /// <summary>The newest current line of nginx that says so. A module that forbids a kind of socket has socket() fail before there is a connection.</summary>
    public static ErrorGroup? DeniedInLog(this Target target) =>
        target.Current.FirstOrDefault(g => g.Errno == PermissionDenied && (g.Action == "connecting to upstream" || g.Signature == "socket-failed"));

    /// <summary>The rules of nginx's workers: those of the first that was seen. Null when none was.</summary>
    public static ProcessLabel? LabelOf(this Scene scene, NginxInstance instance) =>
        scene.MasterOf(instance) is not { } master ? null
        : scene.MandatoryAccess?.Seen?.Labels.OrEmpty().Where(l => l.Pid == master.Pid || master.Workers.OrEmpty().Contains(l.Pid)).OrderBy(l => l.Pid == master.Pid).FirstOrDefault();

    /// <summary>SELinux or AppArmor holds this nginx to rules of its own.</summary>
    public static bool IsConfined(this Scene scene, NginxInstance instance) => scene.LabelOf(instance) switch
    {
        { Mode: "enforce" } => true,
        { Domain: { } domain } => scene.MandatoryAccess?.Seen?.Selinux == "enforcing" && !IsUnconfined(domain),
        _ => false,
    };

    /// <summary>A domain that the policy of SELinux leaves its way.</summary>
    public static bool IsUnconfined(string domain) => domain.StartsWith("unconfined_", StringComparison.Ordinal) || domain is "initrc_t" or "init_t" or "kernel_t";

    /// <summary>The newest record of a module that concerns nginx and this target; null when there is none.</summary>
    /// <param name="target">The peer.</param>
    /// <param name="signature">selinux-denied or apparmor-denied.</param>
    /// <param name="log">Where it stands.</param>
    public static WitnessEvent? DenialOf(this Target target, string signature, out WitnessLog? log)
    {
        foreach (var witness in (target.Scene.Witnesses?.Seen ?? default).OrEmpty())
        {
            if (witness.Groups.OrEmpty().Where(g => g.Signature == signature).SelectMany(g => g.Samples).FirstOrDefault(e => Concerns(target, e)) is { } denial)
            {
                log = witness;
                return denial;
            }
        }

        log = null;
        return null;
    }

    /// <summary>nginx's, and of this port, this socket, or a whole kind of sockets.</summary>
    private static bool Concerns(Target target, WitnessEvent denial)
    {
        var isNginx = denial.Fields.GetValueOrDefault("name") is "nginx" || denial.Line.Contains("comm=\"nginx\"", StringComparison.Ordinal);
        if (!isNginx)
        {
            return false;
        }

        // "listen" is denied in the same words: name_bind, src=80.
        var words = denial.Line.Split(' ');
        return target.Address.Path is { } path
            ? Names(words, path) || words.Contains("family=\"unix\"")
            : Array.IndexOf(words, string.Create(CultureInfo.InvariantCulture, $"dest={target.Address.Port}")) >= 0
                || words.Contains("family=\"inet\"") || words.Contains("family=\"inet6\"");
    }

    private static bool Names(string[] words, string path) =>
        words.Any(w => w == $"name=\"{path}\"" || w == $"path=\"{path}\"" || w == $"name=\"{path[(path.LastIndexOf('/') + 1)..]}\"");
}
