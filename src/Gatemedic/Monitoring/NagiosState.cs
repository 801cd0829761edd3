using Gatemedic.Diagnosis;

namespace Gatemedic.Monitoring;

/// <summary>The exit codes of the Nagios plugin convention.</summary>
internal enum NagiosState
{
    /// <summary>Nothing fails that counts.</summary>
    Ok = 0,

    /// <summary>Somebody should look.</summary>
    Warning = 1,

    /// <summary>Somebody should look now.</summary>
    Critical = 2,

    /// <summary>It could not be told.</summary>
    Unknown = 3,
}

/// <summary>What a person set for --nagios.</summary>
/// <param name="Warning">--warning; null when not given.</param>
/// <param name="Critical">--critical; null when not given.</param>
internal sealed record NagiosThresholds(Threshold? Warning, Threshold? Critical)
{
    /// <summary>
    /// The state of a diagnosis. Without thresholds the verdict decides. With one, failed requests do, where an access log counts them:
    /// a route that fails now stays a warning all the same, for nobody may have asked for it yet.
    /// </summary>
    /// <param name="health">The verdict.</param>
    /// <param name="share">Failed requests; null when no access log tells.</param>
    /// <param name="outOfTime">The time ran out.</param>
    public NagiosState Of(Health health, FailedShare? share, bool outOfTime)
    {
        if (health == Health.Unknown || (health == Health.Healthy && outOfTime))
        {
            return NagiosState.Unknown;
        }

        if ((Warning ?? Critical) is null || share is null)
        {
            return health switch { Health.Failing => NagiosState.Critical, Health.Degraded => NagiosState.Warning, _ => NagiosState.Ok };
        }

        return Critical?.IsExceeded(share) == true ? NagiosState.Critical
            : Warning?.IsExceeded(share) == true || health == Health.Failing ? NagiosState.Warning
            : NagiosState.Ok;
    }
}
