using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a missing socket: name the socket that is there, or have the application make its own.</summary>
internal static class SocketMissingRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, SocketPlace place)
    {
        var path = target.Address.Path!.Quoted();
        if (place.IsHidden)
        {
            return [Hidden(target, place, path)];
        }

        if (place.Elsewhere is { } elsewhere)
        {
            return [target.PointNginxAt(elsewhere, automatic: true), Create(target, path)];
        }

        return [.. target.KeptInTrouble().Where(k => k.IsDown).Take(2).Select((k, i) => new Remedy
        {
            Id = "start-service",
            Title = $"Start {k.Name}, which makes the socket",
            Commands = k.StartCommands,
            Steps = k.StartSteps,
            Risk = Risk.Low,
            Automatic = i == 0 && k.Tie.Weight >= Weigh.Strong,
            Verify = $"test -S {path}",
            Undo = k.StopCommand,
        }), Create(target, path)];
    }

    private static Remedy Create(Target target, string path) => new()
    {
        Id = "let-application-make-socket",
        Title = $"Have the application listen on {target.Address.Path}, and start it",
        Commands = [$"grep -rlF {path} /etc/systemd/system /lib/systemd/system /etc/php /etc/supervisor /srv /opt", $"ls -ld {(target.Socket?.NearestDirectory ?? "/run").Quoted()}"],
        Risk = Risk.Medium,
        Verify = $"test -S {path}",
        Undo = "set the old address back and restart the application",
    };

    private static Remedy Hidden(Target target, SocketPlace place, string path)
    {
        var owner = target.Scene.Listeners.Seen.OrEmpty().Where(l => l.Path == target.Address.Path).Select(target.Scene.OwnerOf).FirstOrDefault();
        var restart = owner?.Service() is { } unit ? [Steps.Restart(unit, reads: false)] : ImmutableArray<Step>.Empty;
        return place.Detail == "path-mismatch"
            ? new Remedy
            {
                Id = "move-socket-to-run",
                Title = "Move the socket to a directory of its own under /run, in the application and in nginx",
                Commands = ["systemctl show nginx --property PrivateTmp", .. owner?.Unit is { } shown ? [$"systemctl show {shown.Quoted()} --property PrivateTmp"] : ImmutableArray<string>.Empty],
                Risk = Risk.Medium,
                Verify = "the failing request answers without a gateway error",
                Undo = "set the old path back in both and restart them",
            }
            : new Remedy
            {
                Id = "restart-application",
                Title = "Restart the application, which makes the socket's file again",
                Steps = restart,
                Risk = Risk.Medium,
                // It answers nobody at this path, and nothing but itself can give the name back to its socket.
                Automatic = !restart.IsEmpty,
                Verify = $"test -S {path}",
                Undo = "nothing to undo: no setting is changed",
            };
    }
}
