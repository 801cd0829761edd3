using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Lint;

/// <summary>The worker's user may not open a unix socket, or not enter a directory above it.</summary>
public sealed class SocketNotOpenable : ICheck
{
    private static readonly string[] Settings = ["listen.owner", "listen.group", "listen.mode"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "socket-not-openable", CheckGroup.Reaching, LintSeverity.Error, "nginx's workers may not open the unix socket")
    {
        LeadsTo = ["socket-permission"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        where target.Socket is { Kind: "socket", WorkerMayConnect: false, Obstacle: not null }
        let user = target.Scene.MasterOf(target.Instance)?.WorkerUser.Seen?.Name ?? "nginx's user"
        let socket = target.Socket
        let isSocket = socket.Obstacle == target.Address.Path
        select Complaint.At(
            target.Declared!,
            $"nginx's workers run as {user}, and {(isSocket ? "the socket" : "the directory")} {socket.Obstacle} ({socket.ObstacleMode}) does not let them {(isSocket ? "connect" : "in")}: "
                + "every request ends in 502 (13: Permission denied)",
            Remedy(target, user, isSocket))
            with
        { Related = Written(target.PoolOf()) };

    private static string Remedy(Target target, string user, bool isSocket) =>
        !isSocket ? $"give {user} the right to enter {target.Socket!.Obstacle} (chmod o+x, or a group that both share), or put the socket below /run"
        : target.PoolOf() is { } pool ? $"set listen.owner = {user}, listen.group = {user} and listen.mode = 0660 in the pool \"{pool.Name}\""
        : $"let the application create its socket with a group that {user} belongs to and mode 0660";

    private static ImmutableArray<RelatedPlace> Written(FpmPool? pool) => pool is null
        ? []
        : [.. Settings.Select(pool.Setting).OfType<FpmSetting>().Select(s => new RelatedPlace(s.File, s.Line, $"{s.Name} = {s.Value}"))];
}
