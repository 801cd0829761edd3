using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>nginx's worker may not open the unix socket, or a directory above it.</summary>
public sealed class SocketPermission : ICause
{
    private const int Denied = 13;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("socket-permission", CauseGroup.Reaching)
    {
        Rivals = ["socket-missing", "selinux-denied", "apparmor-denied"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(IsDoubtful).Select(Judge);

    private static bool IsDoubtful(Target target) =>
        target.Address.IsUnix && (target.Socket is not null || DeniedInLog(target) is not null || target.With(ProbeOutcome.PermissionDenied).Any()) && !target.IsWell;

    private static ErrorGroup? DeniedInLog(Target target) =>
        target.Current.FirstOrDefault(g => g.Errno == Denied && g.Action == "connecting to upstream");

    private static Verdict Judge(Target target)
    {
        var path = target.Address.Path!;
        var user = SocketPermissionRemedy.Worker(target);
        var verdict = new Verdict(target);
        if (DeniedInLog(target) is { } group)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, group.Says($"permission denied: {path}"), group.Samples[0].Source);
        }

        var socket = target.Socket;
        switch (socket)
        {
            case { Obstacle: { } obstacle }:
                verdict.For(Weigh.Decisive, EvidenceKind.Socket, obstacle == path ? $"{user} may not write to {path}: {socket.ObstacleMode}" : $"{user} may not pass {obstacle}: {socket.ObstacleMode}", $"namei -l {path}");
                break;
            case { Kind: "missing" }:
                return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"{path} does not exist, and nothing keeps {user} from seeing that", $"namei -l {path}");
            case { WorkerMayConnect: true }:
                verdict.Against(Weigh.Strong, EvidenceKind.Socket, $"owner, group and mode let {user} open {path} ({socket.Owner}:{socket.Group}, mode {Convert.ToString(socket.Mode, 8)})", $"namei -l {path}");
                break;
            case null when DeniedInLog(target) is not null:
                // A denial that owner and mode do not explain is a security module's; most hosts have none that knows nginx.
                verdict.For(Weigh.Slight, EvidenceKind.Log, "on a unix socket this is mostly its mode or a directory above it", "error log");
                break;
        }

        var at = socket?.Obstacle ?? path;
        verdict.Title = at == path ? $"{user} may not open the socket {path}" : $"{user} may not pass the directory {at} on the way to the socket {path}";
        verdict.Explanation =
            (user == SocketPermissionRemedy.Unknown ? "" : $"nginx's workers run as {user}. ") +
            "To connect to a unix socket, nginx needs write permission on it and search permission (x) on every directory above. " +
            (socket?.Obstacle is null ? $"The kernel denied it at {path}." : $"{at} does not give it: {socket.ObstacleMode}.");
        verdict.Remedies = SocketPermissionRemedy.For(target, at);
        return verdict;
    }
}
