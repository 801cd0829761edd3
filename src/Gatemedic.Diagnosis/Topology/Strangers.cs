using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Explains peers that an nginx logs and its configuration does not name: an address that a name had when it loaded, or an earlier configuration's.</summary>
internal sealed class Strangers(Scene scene, NginxInstance instance, List<Target> declared)
{
    private readonly List<Target> named = [.. declared];

    /// <summary>Every peer that the configuration on disk leads to is known: its passes are decided, and its names resolve.</summary>
    public bool IsEveryPeerKnown { get; } =
        instance.Model() is { Tree.Error: null } model && model.Passes.All(p => p.Undecided is null) && declared.TrueForAll(t => !t.Endpoints.IsEmpty);

    /// <summary>
    /// The target whose name had this address when nginx loaded, and has others now; null when there is none. Its port and protocol fit, and where the
    /// requests can be followed, they lead to it.
    /// </summary>
    public Target? NamedBefore(Protocol protocol, PeerAddress address, IEnumerable<ErrorGroup> groups)
    {
        var fitting = named.Where(t => IsOfLoad(t) && t.Protocol == protocol && t.Address.Port == address.Port && !t.Endpoints.Contains(address)).ToList();
        if (fitting.Count == 0 || instance.Model() is not { } model)
        {
            return null;
        }

        var taken = FailingRoutes.PassesOf(model, groups);
        return taken.IsEmpty
            ? fitting.Count == 1 && model.Passes.All(p => p.Undecided is null) ? fitting[0] : null
            : fitting.Find(t => t.Passes.Any(p => taken.Any(other => ReferenceEquals(other.Directive, p.Directive))));
    }

    /// <summary>nginx loaded its configuration after the last line, and that leads elsewhere.</summary>
    public bool IsOfEarlierLoad(ErrorGroup group, Target target) =>
        new Past(scene, instance, target.Endpoints, target.Probes).IsLoadedSince(group);

    /// <summary>A name that nginx resolves only when it loads, and that resolves now.</summary>
    private static bool IsOfLoad(Target target) =>
        target.RunTime is null && !target.Address.IsUnix && !target.Address.IsLiteral && target.Address.Host != "localhost" && !target.Endpoints.IsEmpty;
}
