using System.Collections.Immutable;
using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Repairs of a closed socket: the lasting one where its maker sets owner and mode, and one that holds until the next restart.</summary>
internal static class SocketPermissionRemedy
{
    private const int GroupReadWrite = 0b000_110_000;

    // To join one of these is to become much more than a reader of a socket: a person decides that.
    private static readonly string[] Powerful = ["root", "wheel", "sudo", "adm", "admin", "docker", "lxd", "disk", "shadow", "systemd-journal", "kvm", "libvirt"];

    // Where each server is told the mode of the socket that it makes.
    private static readonly (string Word, string How)[] Modes =
    [
        ("gunicorn", "gunicorn: --umask 007, and run it with --group {0}"),
        ("uvicorn", "uvicorn has no setting for it: let systemd make the socket with SocketMode=0660 and SocketGroup={0}"),
        ("uwsgi", "uwsgi: chmod-socket = 660 and chown-socket = :{0}"),
        ("puma", "puma: bind 'unix:///path?umask=0117'"),
        ("node", "Node: fs.chmodSync(path, 0o660) after listen, with the process in group {0}"),
        ("systemd", "the socket unit: SocketMode=0660 and SocketGroup={0}"),
    ];

    /// <summary>Stands for the user of nginx's workers where nothing tells it.</summary>
    public const string Unknown = "nginx's worker";

    /// <summary>The user of nginx's workers.</summary>
    public static string Worker(Target target) =>
        target.Scene.MasterOf(target.Instance)?.WorkerUser.Seen?.Name ?? target.Instance.Model()?.User?.Split(' ')[0] ?? Unknown;

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, string obstacle)
    {
        var path = target.Address.Path!;
        if (obstacle != path)
        {
            return [OpenDirectory(target, obstacle)];
        }

        var owner = Owner(target);
        return [.. Lasting(target, owner), .. target.Socket is { Obstacle: not null } ? [UntilRestart(target)] : ImmutableArray<Remedy>.Empty];
    }

    private static IEnumerable<Remedy> Lasting(Target target, HostProcess? owner)
    {
        if (target.Protocol == Protocol.FastCgi && (owner is null || owner.Name.StartsWith("php-fpm", StringComparison.Ordinal)))
        {
            yield return PoolSocketRemedy.For(target, owner);
        }
        else if (target.Socket is { Mode: var mode, Group: { Length: > 0 } group } && (mode & GroupReadWrite) == GroupReadWrite && group is not ("root" or "0"))
        {
            yield return JoinGroup(target, group);
        }
        else
        {
            yield return SetMode(target, owner);
        }
    }

    private static Remedy JoinGroup(Target target, string group)
    {
        var (user, name) = (Worker(target).Quoted(), Worker(target));
        var join = new Step(StepKind.Set, $"groups of {name}", HostCommand.Of("usermod", "-aG", group, name), HostCommand.Of("gpasswd", "-d", name, group));
        return new Remedy
        {
            Id = "join-group",
            Title = $"Add {Worker(target)} to the group {group}, which may open the socket",
            Commands = [join.Run.ToString(), .. target.Instance.ReloadCommands(target.Scene)],
            Steps = IsOfThisHost(target) ? [join] : [],
            // Only new workers have the new group.
            Loads = IsOfThisHost(target),
            Risk = Risk.Medium,
            Automatic = !Powerful.Contains(group),
            Verify = $"sudo -u {user} test -w {target.Address.Path!.Quoted()}",
            Undo = $"{join.Back}, then reload nginx",
        };
    }

    private static Remedy SetMode(Target target, HostProcess? owner)
    {
        var text = owner is null ? "" : $"{owner.Name} {owner.Command}";
        var how = Modes.FirstOrDefault(m => text.Contains(m.Word, StringComparison.Ordinal)).How
            ?? "in the application's own configuration: mode 0660 and the group of {0}";
        return new Remedy
        {
            Id = "set-socket-mode",
            Title = $"Have the application make its socket for {Worker(target)} ({how.Replace("{0}", Worker(target), StringComparison.Ordinal)}) and restart it",
            Commands = owner?.Unit is { } unit ? [$"systemctl cat {unit.Quoted()}"] : owner is not null ? [$"tr '\\0' ' ' </proc/{owner.Pid}/cmdline"] : [],
            Risk = Risk.Medium,
            Verify = $"sudo -u {Worker(target).Quoted()} test -w {target.Address.Path!.Quoted()}",
            Undo = "set the old mode back and restart the application",
        };
    }

    private static Remedy UntilRestart(Target target)
    {
        var (user, path) = (Worker(target).Quoted(), target.Address.Path!.Quoted());
        var before = target.Socket!;
        var gid = IsOfThisHost(target) ? target.Scene.MasterOf(target.Instance)?.WorkerUser.Seen?.Gid.ToString(CultureInfo.InvariantCulture) : null;
        return new Remedy
        {
            Id = "open-socket-until-restart",
            Title = $"Until the application is restarted: give the socket to {Worker(target)}'s group",
            Commands = [$"chgrp \"$(id -gn {user})\" {path}", $"chmod g+rw {path}"],
            Steps = gid is null ? [] :
            [
                new Step(StepKind.Set, $"group of {target.Address.Path}", HostCommand.Of("chgrp", gid, target.Address.Path!), HostCommand.Of("chgrp", before.Group, target.Address.Path!)),
                new Step(StepKind.Set, $"mode of {target.Address.Path}", HostCommand.Of("chmod", "g+rw", target.Address.Path!), HostCommand.Of("chmod", Convert.ToString(before.Mode, 8), target.Address.Path!)),
            ],
            Risk = Risk.Low,
            Automatic = true,
            Verify = $"sudo -u {user} test -w {path}",
            Undo = $"chgrp {before.Group.Quoted()} {path}; chmod {Convert.ToString(before.Mode, 8)} {path}",
        };
    }

    /// <summary>Search permission alone: whoever knows a name below may use it, nobody can list the directory.</summary>
    private static Remedy OpenDirectory(Target target, string directory)
    {
        var who = target.Socket?.ObstacleMode?.Split(' ') is [_, var owner, ..] && owner == Worker(target) ? "u" : "o";
        var step = new Step(StepKind.Set, $"mode of {directory}", HostCommand.Of("chmod", who + "+x", directory), HostCommand.Of("chmod", who + "-x", directory));
        return new Remedy
        {
            Id = "let-worker-pass-directory",
            Title = $"Let {Worker(target)} pass {directory}",
            Commands = [step.Run.ToString()],
            Steps = IsOfThisHost(target) ? [step] : [],
            Risk = Risk.Medium,
            Automatic = true,
            Verify = $"sudo -u {Worker(target).Quoted()} test -w {target.Address.Path!.Quoted()}",
            Undo = step.Back!.ToString(),
        };
    }

    /// <summary>nginx's users and files are those that a program on this host names.</summary>
    private static bool IsOfThisHost(Target target) => target.Scene.MasterOf(target.Instance) is { IsContained: false } && Worker(target) != Unknown;

    private static HostProcess? Owner(Target target) =>
        target.Scene.Listeners.Seen.OrEmpty().Where(l => l.Path == target.Address.Path).Select(target.Scene.OwnerOf).FirstOrDefault(p => p is not null);
}
