using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>No unix socket stands at the path that nginx is told.</summary>
public sealed class SocketMissing : ICause
{
    private const int NoSuchFile = 2;

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("socket-missing", CauseGroup.Reaching)
    {
        Details = ["path-mismatch", "not-created"],
        Rivals = ["socket-permission", "upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(IsDoubtful).Select(Judge);

    private static bool IsDoubtful(Target target) =>
        target.Address.IsUnix && (!target.IsWell || target.Probes.IsEmpty) && (target.Socket is not null || !target.Probes.IsEmpty || !target.Current.IsEmpty);

    private static Verdict Judge(Target target)
    {
        var path = target.Address.Path!;
        var verdict = new Verdict(target);
        if (target.Socket is { Kind: "socket" } there)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Socket, $"{path} is there and is a socket ({there.Owner}:{there.Group}, mode {Convert.ToString(there.Mode, 8)})", $"ls -l {path}");
        }

        if (target.With(ProbeOutcome.NoSuchSocket).FirstOrDefault() is { } probed)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Probe, $"there is no socket at {path}: {probed.Result.Text}", $"probe {target.Address}");
        }

        if (target.Current.FirstOrDefault(g => g.Errno == NoSuchFile && g.Action == "connecting to upstream") is { } group)
        {
            verdict.For(target.Probes.IsEmpty ? Weigh.Decisive : Weigh.Slight, EvidenceKind.Log, group.Says($"no such file: {path}"), group.Samples[0].Source);
        }

        switch (target.Socket)
        {
            case { Kind: "missing", Obstacle: null } gone:
                verdict.For(Weigh.Strong, EvidenceKind.Socket, $"{path} does not exist; the nearest directory that does is {gone.NearestDirectory}", $"ls -ld {path} {gone.NearestDirectory}");
                break;
            case { Kind: "file" or "directory", Obstacle: null } other:
                verdict.For(Weigh.Decisive, EvidenceKind.Socket, $"{path} is a {other.Kind}, no socket", $"ls -ld {path}");
                break;
            case { Obstacle: { } obstacle }:
                verdict.Against(Weigh.Moderate, EvidenceKind.Socket, $"the worker is stopped at {obstacle} before it comes to the socket", $"ls -ld {obstacle}");
                break;
        }

        var place = SocketPlace.Of(target, verdict);
        verdict.Detail = place.Detail;
        verdict.Title = place.Title;
        verdict.Explanation = $"{target.Sender()} sends requests to the unix socket {path}, and no socket stands there. {place.Explanation}";
        verdict.Remedies = SocketMissingRemedy.For(target, place);
        return verdict;
    }
}
