namespace Gatemedic.Diagnosis;

/// <summary>What kind of thing an observation is; the contract's words in lower case.</summary>
public enum EvidenceKind
{
    /// <summary>A log line or count of lines.</summary>
    Log,

    /// <summary>A probe's result.</summary>
    Probe,

    /// <summary>A line of configuration.</summary>
    Config,

    /// <summary>A process.</summary>
    Process,

    /// <summary>A listening socket or socket file.</summary>
    Socket,

    /// <summary>A service manager's unit.</summary>
    Service,

    /// <summary>A container.</summary>
    Container,

    /// <summary>The kernel.</summary>
    Kernel,

    /// <summary>Name resolution.</summary>
    Dns,

    /// <summary>A limit.</summary>
    Limit,
}

/// <summary>One observation that speaks for or against a cause.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">One plain sentence for a person.</param>
/// <param name="Source">Where to look again: <c>error.log:120</c>, <c>ss -ltn</c>, a file and line.</param>
/// <param name="Weight">Log-odds in nats that it adds: positive for, negative against. See <see cref="Weigh"/>.</param>
public sealed record Evidence(EvidenceKind Kind, string Text, string Source, double Weight)
{
    /// <summary>It speaks for the cause.</summary>
    public bool For => Weight > 0;
}

/// <summary>
/// How much an observation moves belief, in log-odds. A room picks a word, not a number, so that rooms can be compared:
/// the number says how many times likelier the observation is when the cause holds than when it does not.
/// </summary>
public static class Weigh
{
    /// <summary>Belief before any observation: one failing peer in twelve or so has any given cause.</summary>
    public const double Prior = -2.5;

    /// <summary>Hardly ever seen without the cause (400 times likelier).</summary>
    public const double Decisive = 6;

    /// <summary>Seldom seen without it (30 times).</summary>
    public const double Strong = 3.4;

    /// <summary>More often seen with it (6 times).</summary>
    public const double Moderate = 1.8;

    /// <summary>A hint (twice).</summary>
    public const double Slight = 0.7;

    /// <summary>No finding is surer than this: something unseen can always be the case.</summary>
    public const double MostConfident = 0.99;

    /// <summary>Probability for log-odds, never above <see cref="MostConfident"/>.</summary>
    public static double Confidence(double logOdds) => Math.Min(MostConfident, 1 / (1 + Math.Exp(-logOdds)));
}
