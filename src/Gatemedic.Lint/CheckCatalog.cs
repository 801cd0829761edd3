using System.Collections.Immutable;

namespace Gatemedic.Lint;

/// <summary>Every check, by group and then by name. A check exists when it is listed here.</summary>
public static class CheckCatalog
{
    /// <summary>All checks.</summary>
    public static ImmutableArray<ICheck> All { get; } =
    [
        // Reaching
        new ResolveTooNew(),
        new VariablePassDropsUri(),

        // Speaking
        new UpstreamTlsWithoutSni(),

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
