using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>The port of the host leads into a container, whose application is bound to the container's own loopback address.</summary>
internal static class BoundInside
{
    /// <summary>Null for every other target.</summary>
    public static Verdict? Judge(Target target) =>
        target.DeadEndOf() is { Bound: { } bound } end ? Accuse(target, end, bound) : null;

    private static Verdict Accuse(Target target, DeadEnd end, Listener bound)
    {
        var (name, port) = (end.Container.Name, end.Port);
        var verdict = new Verdict(target).Ended(target)
            .For(Weigh.Decisive, EvidenceKind.Container, $"container {name} listens on port {port.Port} only on its own {bound.Address}, where nothing from outside arrives", $"docker exec {name} ss -ltn")
            .For(Weigh.Slight, EvidenceKind.Container, $"port {port.HostPort} of the host is published for port {port.Port} of {name}", $"docker port {name}");
        verdict.Title = $"the application behind {target.Address} is bound to {bound.Address} inside container {name}";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}, and the host passes them on to port {port.Port} of container {name}. The application in there listens on " +
            $"{bound.Address}, the loopback address of the container itself, which connections from outside do not reach: they are taken by the host and ended at once.";
        verdict.Remedies = [BindMismatchRemedy.Inside(end, target.Scene.OwnerOf(bound))];
        return verdict;
    }
}
