namespace Gatemedic.Probes;

/// <summary>Bounds on probing.</summary>
public sealed record ProbeSettings
{
    /// <summary>How long one peer may take to connect and to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many addresses are spoken to side by side.</summary>
    public int MaxParallel { get; init; } = 256;
}
