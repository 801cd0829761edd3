using System.Collections.Immutable;

namespace Gatemedic.Lint;

/// <summary>Every check, by group and then by name. A check exists when it is listed here.</summary>
public static class CheckCatalog
{
    /// <summary>All checks.</summary>
    public static ImmutableArray<ICheck> All { get; } =
    [
        // Reaching
        new FpmAllowedClients(),
        new Ipv6ResolverOnV4Host(),
        new LocalhostOneFamily(),
        new PeerWithoutListener(),
        new ResolveTooNew(),
        new SocketNotOpenable(),
        new VariablePassDropsUri(),

        // Speaking
        new UpstreamTlsWithoutSni(),

        // Waiting
        new AppTimeoutLadder(),
        new DeadPeerDelays(),
        new FailoverOff(),
        new FpmTimeoutLadder(),
        new KeepaliveOutlivesApplication(),
        new MaxFailsOff(),
        new NonidempotentRetried(),
        new RetriesOutlastClient(),
        new TimeoutTooShort(),

        // Capacity
        new BacklogOverSomaxconn(),
        new BufferSizesDisagree(),
        new FpmChildrenPinned(),
        new FpmPoolAgainstConnections(),
        new HeaderBufferSmall(),
        new KeepaliveOverConnections(),
        new MaxConnsWithoutSpare(),
        new MaxConnsWithoutZone(),
        new WorkerConnectionsOverFiles(),

        // Routing

        // Seeing
    ];

    /// <summary>The check with this code, or null.</summary>
    public static ICheck? Find(string code) => All.FirstOrDefault(c => c.Profile.Code == code);
}
