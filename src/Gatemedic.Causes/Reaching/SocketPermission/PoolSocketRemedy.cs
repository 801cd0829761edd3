using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Has a pool of PHP-FPM give its socket to nginx's workers, now and whenever it makes it.</summary>
internal static class PoolSocketRemedy
{
    private const int OwnerReadWrite = 0b110_000_000;
    private const string Mode = "0660";

    /// <summary>
    /// PHP-FPM sets owner and mode when it makes the socket: a reload keeps the one that is there (fpm_sockets_get_listening_socket), and a restart would end
    /// what its other pools do. So the socket is given away as it stands, and the setting is for the next.
    /// </summary>
    public static Remedy For(Target target, HostProcess? owner)
    {
        var (user, path) = (SocketPermissionRemedy.Worker(target), target.Address.Path!);
        var pool = Known(target, user);
        return new Remedy
        {
            Id = "set-pool-listen-owner",
            Title = $"Have PHP-FPM give the socket to {user}",
            HostFiles = pool is null ? [] : [.. Settings(pool, user)],
            Steps = pool is null ? [] : [.. GiveAway(target.Socket!, path, user)],
            Commands = pool is null ? Search(path.Quoted(), user.Quoted(), owner) :
            [
                .. Settings(pool, user).Select(s => s.Old is null
                    ? $"sed -i '/^\\[{pool.Name}\\]/a {s.Key} = {s.New}' {s.File.Quoted()}"
                    : $"sed -i '{pool.Setting(s.Key)!.Line}s/.*/{s.Key} = {s.New}/' {s.File.Quoted()}"),
                .. GiveAway(target.Socket!, path, user).Select(s => s.Run.ToString()),
            ],
            Risk = pool is null ? Risk.Medium : Risk.Low,
            Automatic = true,
            Verify = $"sudo -u {user.Quoted()} test -w {path.Quoted()}",
            Undo = pool is null ? "put the pool's file back and restart PHP-FPM" : "put the pool's file and the owner of the socket back",
        };
    }

    /// <summary>The pool, where its file, its socket and nginx's user are those of this host, and the owner is what decides.</summary>
    private static FpmPool? Known(Target target, string user) =>
        target.PoolOf() is { } pool && target.Socket is { Obstacle: not null } && user != SocketPermissionRemedy.Unknown
        && target.Scene.Process(pool.MasterPid) is { Container: null } && target.Scene.MasterOf(target.Instance) is { IsContained: false }
        && pool.Setting("listen.acl_users") is not { Value.Length: > 0 } && pool.Setting("listen.acl_groups") is not { Value.Length: > 0 }
            ? pool
            : null;

    private static IEnumerable<SettingEdit> Settings(FpmPool pool, string user)
    {
        if (Set(pool, "listen.owner", user) is { } owner)
        {
            yield return owner;
        }

        // PHP-FPM takes it for an octal number, with or without a zero before it, and has 0660 where it is not set.
        if (pool.Setting("listen.mode") is { Value: var mode } && mode.Length is > 0 and < 6 && mode.All(c => c is >= '0' and <= '7') && (Convert.ToInt32(mode, 8) & OwnerReadWrite) != OwnerReadWrite
            && Set(pool, "listen.mode", Mode) is { } edit)
        {
            yield return edit;
        }
    }

    private static SettingEdit? Set(FpmPool pool, string key, string value) => pool.Setting(key) is var old && old?.Value == value ? null : pool.Set(key, value);

    private static IEnumerable<Step> GiveAway(SocketPathFacts socket, string path, string user)
    {
        yield return new Step(StepKind.Set, $"owner of {path}", HostCommand.Of("chown", user, path), HostCommand.Of("chown", socket.Owner, path));
        if ((socket.Mode & OwnerReadWrite) != OwnerReadWrite)
        {
            yield return new Step(StepKind.Set, $"mode of {path}", HostCommand.Of("chmod", "u+rw", path), HostCommand.Of("chmod", Convert.ToString(socket.Mode, 8), path));
        }
    }

    private static ImmutableArray<string> Search(string socket, string user, HostProcess? owner) =>
    [
        $"grep -rlZF {socket} /etc/php /etc/php-fpm.d 2>/dev/null | xargs -0 -r sed -i -E 's/^;?[[:space:]]*listen\\.(owner|group)[[:space:]]*=.*/listen.\\1 = '{user}'/; s/^;?[[:space:]]*listen\\.mode[[:space:]]*=.*/listen.mode = 0660/'",
        $"systemctl restart {(owner?.Service() ?? "php-fpm").Quoted()}",
    ];
}
