namespace Gatemedic.Probes;

/// <summary>Bounds on probing.</summary>
public sealed record ProbeSettings
{
    /// <summary>How long one peer may take to connect and to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a DNS server may take to answer; the question is sent again after a third of it.</summary>
    public TimeSpan ResolverTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How much longer than <see cref="Timeout"/> it may take to find out what a peer speaks that does not answer as expected.</summary>
    public TimeSpan Overtime { get; init; } = TimeSpan.FromMilliseconds(350);

    /// <summary>Bound on all questions that find out what one peer speaks, together.</summary>
    public TimeSpan MaxIdentification { get; init; } = TimeSpan.FromMilliseconds(1200);

    /// <summary>Longest that such a question lets the peer keep it waiting at one time.</summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How many addresses are spoken to side by side.</summary>
    public int MaxParallel { get; init; } = 256;
}
