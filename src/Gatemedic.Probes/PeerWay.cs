using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes;

/// <summary>How peers are reached from where their nginx lives.</summary>
/// <param name="Namespace">Network namespace to speak from; null = ours.</param>
/// <param name="Root">Root below which unix sockets lie, as we reach it; "" = ours.</param>
/// <param name="Closed">Why there is no way; null when there is one.</param>
internal sealed record PeerWay(NetworkNamespace? Namespace, string Root, string? Closed)
{
    private static readonly PeerWay Ours = new(null, "", null);

    /// <summary>The way into a network namespace and to a root.</summary>
    public static PeerWay Into(string id, string? root)
    {
        root = root?.TrimEnd('/') ?? "";
        if (NetworkNamespace.IsOurs(id))
        {
            return Ours with { Root = root };
        }

        var found = NetworkNamespace.Find(id, out var why);
        return new PeerWay(found, root, found is null ? why : null);
    }

    /// <summary>Why this question cannot be asked; null when it can.</summary>
    public Section<ProbeResult>? Obstacle(ProbePeer question) =>
        Obstacle(question.Address, question.NetNs) is { } blind ? new Section<ProbeResult> { Blind = blind } : null;

    /// <summary>Why this peer cannot be asked; null when it can.</summary>
    public Blindness? Obstacle(PeerAddress address, string netNs)
    {
        var what = $"peer {address}";
        return address.IsUnix
            ? Root.Length > 0 && !Directory.Exists(Root + "/") ? new Blindness(what, $"{Root} cannot be entered", "run as root") : null
            : Closed is not null ? new Blindness(what, $"it must be asked from the network namespace {netNs}: {Closed}", "run as root")
            : !address.IsLiteral || address.Port is < 1 or > 65535 ? new Blindness(what, "it is not an IP address with a port", "")
            : null;
    }
}
