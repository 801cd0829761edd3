using System.Collections.Immutable;

namespace Gatemedic.Lint;

/// <summary>Every check, by group and then by name. A check exists when it is listed here.</summary>
public static class CheckCatalog
{
    /// <summary>All checks.</summary>
    public static ImmutableArray<ICheck> All { get; } =
    [
        // Reaching
        new AllPeersDown(),
        new LocalhostTwoFamilies(),
        new PortSchemeMismatch(),
        new ProxyLoop(),
        new ResolveTooNew(),
        new ResolveWithoutResolver(),
        new ResolveWithoutZone(),
        new ResolverCacheLong(),
        new ResolverMissing(),
        new ResolverWithoutEffect(),
        new SinglePeerWithDown(),
        new SocketInTmp(),
        new UpstreamNameResolvedOnce(),
        new UpstreamUnused(),
        new VariablePassDropsUri(),

        // Speaking
        new DirectiveOfOtherProtocol(),
        new FastcgiWithoutScriptFilename(),
        new HostHeaderIsGroup(),
        new Http2UpstreamCleartext(),
        new Http2UpstreamTooNew(),
        new KeepaliveBeforeMethod(),
        new KeepaliveWithoutHttp11(),
        new LegacyConnectionClose(),
        new SetHeaderLost(),
        new TlsNameIsGroup(),
        new TlsVerifyAgainstGroupName(),
        new TlsVerifyWithoutCa(),
        new UpstreamTlsWithoutSni(),
        new WebsocketHeaders(),
        new WebsocketReadTimeout(),

        // Waiting
        new DeadPeerDelays(),
        new FailoverOff(),
        new MaxFailsOff(),
        new NonidempotentRetried(),
        new RetriesOutlastClient(),
        new TimeoutTooShort(),

        // Capacity
        new BufferSizesDisagree(),
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
