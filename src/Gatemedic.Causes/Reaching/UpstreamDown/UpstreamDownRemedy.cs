using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Starts the service that fits, or says where to look for what starts the application.</summary>
internal static class UpstreamDownRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, ImmutableArray<KeptProgram> kept) =>
        kept.IsEmpty ? [Search(target)] : [.. kept.Take(3).Select((k, i) => Start(target, k, kept.Length == 1 || i == 0))];

    private static Remedy Start(Target target, KeptProgram kept, bool isFirst) => new()
    {
        Id = "start-service",
        Title = kept.IsEnabled == false ? $"Start {kept.Name}, now and with the host" : $"Start {kept.Name}",
        Commands = kept.StartCommands,
        Steps = kept.StartSteps,
        Risk = Risk.Low,
        Automatic = isFirst && kept.Tie.Weight >= Weigh.Strong,
        Verify = Listens(target),
        Undo = kept.StopCommand,
    };

    private static Remedy Search(Target target)
    {
        var isHere = target.Endpoints.Any(target.IsLocal);
        if (target.Scene.MasterOf(target.Instance) is { IsContained: true } master)
        {
            return Contained(target, isHere, master.Container ?? "");
        }

        return new Remedy
        {
            Id = "find-and-start-application",
            Title = isHere ? $"Start the application that belongs on {target.Address}" : $"Start the application on {target.Address.Host}",
            Commands = isHere
                ? ["systemctl list-units --type=service --state=failed,inactive --all", "docker ps --all --filter status=exited", $"grep -rlF {Needle(target).Quoted()} /etc/systemd/system /lib/systemd/system /etc/php /etc/supervisor /srv /opt"]
                : [$"ssh {target.Address.Host.Quoted()} ss -ltnp"],
            Risk = Risk.None,
            Verify = Listens(target),
            Undo = "nothing to undo: the commands only look",
        };
    }

    // What nginx in a container calls this machine is its container; what it calls another is mostly another container.
    private static Remedy Contained(Target target, bool isHere, string container) => new()
    {
        Id = "find-and-start-application",
        Title = isHere ? $"Start the application that belongs on {target.Address} inside nginx's container: that is the machine of this address" : $"Start the application on {target.Address.Host}",
        Commands = isHere && container.Length > 0 ? [$"docker top {container.ShortId()}", $"docker logs --tail 50 {container.ShortId()}"] : ["docker ps --all"],
        Risk = Risk.None,
        Verify = "the failing request answers without a gateway error",
        Undo = "nothing to undo: the commands only look",
    };

    private static string Needle(Target target) => target.Address.Path
        ?? target.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Listens(Target target) => target.Address.IsUnix
        ? $"ss -lx src {target.Address.Path} shows a listener"
        : $"ss -ltn 'sport = :{target.Address.Port}' shows a listener";
}
