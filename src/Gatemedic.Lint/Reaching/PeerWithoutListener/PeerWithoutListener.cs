using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A peer on this machine on which nothing listens: connect() is refused, or the socket is not there.</summary>
public sealed class PeerWithoutListener : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "peer-without-listener", CheckGroup.Reaching, LintSeverity.Error, "Nothing listens on a local address that requests are passed to")
    {
        LeadsTo = ["upstream-down", "wrong-port", "bind-mismatch", "socket-missing"],
        NeedsHost = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from target in subject.HostTargets
        where target.Protocol != Protocol.Stream && IsDeaf(target) && !HasOther(target)
        let elsewhere = Elsewhere(target)
        select Complaint.At(
            target.Declared!,
            target.Address.IsUnix
                ? target.Socket is { Kind: "missing" } ? $"there is no socket {target.Address.Path}" : $"{target.Address.Path} is a {target.Socket!.Kind}, not a socket"
                : $"nothing listens on {target.Address} on this machine{(elsewhere is null ? "" : $"; the same port is open on {elsewhere}")}",
            elsewhere is not null ? $"write {elsewhere.Address}, or bind the application to the address that is written here"
                : target.Socket is { Siblings: [var sibling, ..] } ? $"write {sibling} if that is the application, or start the application"
                : "start the application, or write the address on which it listens");

    /// <summary>Every address that nginx has for it is this machine's, and none is listened on.</summary>
    internal static bool IsDeaf(Target target) => target.Address.IsUnix
        ? target.Socket is { Kind: "missing" or "file" or "directory" }
        : target.Scene.Listeners.IsSeen && target.Endpoints.Length > 0
            && target.Endpoints.All(e => target.IsLocal(e) && !target.ListenersOn(e).Any());

    /// <summary>Another server of the group may answer in its place: a deployment that swaps two ports has one of them closed at any time.</summary>
    private static bool HasOther(Target target) =>
        target.Upstream is { } upstream && target.Scene.TargetsOf(target.Instance, upstream).Any(t => t.Declared is not null && !IsDeaf(t));

    private static Listener? Elsewhere(Target target) => target.Address.IsUnix ? null
        : target.Scene.Listeners.Or([]).FirstOrDefault(l => l.Path is null && l.Port == target.Address.Port && l.NetNs == target.NetNs);
}
