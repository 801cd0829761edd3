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
        new FpmAllowedClients(),
        new Ipv6ResolverOnV4Host(),
        new LocalhostOneFamily(),
        new LocalhostTwoFamilies(),
        new PeerWithoutListener(),
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
        new SocketNotOpenable(),
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
        new ProxyProtocolMismatch(),
        new SetHeaderLost(),
        new TlsNameIsGroup(),
        new TlsVerifyAgainstGroupName(),
        new TlsVerifyWithoutCa(),
        new UpstreamTlsWithoutSni(),
        new WebsocketHeaders(),
        new WebsocketReadTimeout(),

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
        new BackupFileIncluded(),
        new ConflictingServerName(),
        new DuplicateInclude(),
        new ErrorPageHidesGatewayError(),
        new ErrorPageToSameUpstream(),
        new IfDropsTryFiles(),
        new ImplicitDefaultServer(),
        new IncludeMatchesNothing(),
        new LimitAnswers503(),
        new LocationNeverMatches(),
        new MissingNamedLocation(),
        new NginxRejects(),
        new PassDoublesSlash(),
        new Return503Left(),
        new RewriteLoop(),
        new SlashMismatch(),
        new TryFilesLoop(),
        new TryFilesWithPass(),
        new UnreachableLocation(),

        // Seeing
        new AccessLogBufferWithoutFlush(),
        new AccessLogOffOnProxy(),
        new AccessLogWithoutUpstream(),
        new ErrorLogOffIsAFile(),
        new ErrorLogToNull(),
        new ErrorLogTooHigh(),
        new LogFormatEscape(),
        new WorkerShutdownTimeoutMissing(),
    ];

    /// <summary>The check with this code, or null.</summary>
    public static ICheck? Find(string code) => All.FirstOrDefault(c => c.Profile.Code == code);
}
