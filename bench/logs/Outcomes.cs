using static Gatemedic.Bench.Attempt;

namespace Gatemedic.Bench;

/// <summary>How one attempt at a peer went; which of the upstream times are numbers follows from it.</summary>
internal enum Attempt
{
    /// <summary>The peer answered with the outcome's status.</summary>
    Answered,

    /// <summary>502 at once, no connection.</summary>
    Refused,

    /// <summary>502 after connecting: closed or reset before a header.</summary>
    Closed,

    /// <summary>504 after 60 s without a header.</summary>
    Silent,

    /// <summary>504 after 60 s without a connection.</summary>
    Unreachable,

    /// <summary>502 with the group for an address: no live upstreams.</summary>
    NoneLive,

    /// <summary>The client left first.</summary>
    Abandoned,

    /// <summary>The attempts after this one belong to another round: error_page or X-Accel-Redirect.</summary>
    NextRound,
}

/// <summary>A status with its share of the lines in per mille and the attempts that led to it; none for what nginx serves itself.</summary>
internal sealed record Outcome(double Share, int Status, params Attempt[] Attempts)
{
    /// <summary>A group of one is neither tried again nor ever without live peers.</summary>
    public bool WantsSeveralPeers { get; } = Attempts.Length > 1 || Attempts.Contains(NoneLive);
}

/// <summary>The outcomes of the access log: 96 in a hundred are 2xx and 3xx.</summary>
internal static class Outcomes
{
    public static readonly Outcome[] Usual =
    [
        new(530, 200, Answered), new(275, 200), new(60, 304), new(35, 304, Answered), new(24, 301), new(18, 302, Answered), new(14, 201, Answered),
        new(9, 204, Answered), new(6, 206), new(15, 404, Answered), new(8, 404), new(3, 403), new(2.5, 401, Answered), new(1, 429), new(0.4, 400),
        new(4, 499, Abandoned), new(2.2, 500, Answered), new(1.5, 502, Refused), new(1, 502, Closed), new(0.8, 502, NoneLive), new(1.2, 504, Silent),
        new(0.4, 504, Unreachable), new(0.6, 502, Refused, Refused), new(0.5, 502, Closed, NoneLive), new(0.3, 504, Silent, Silent), new(0.5, 503, Answered),
        new(2.5, 200, Refused, Answered), new(0.8, 200, Closed, Answered), new(0.4, 200, Silent, Answered), new(0.3, 200, Refused, Refused, Answered),
        new(1.5, 200, Answered, NextRound, Answered), new(0.5, 200, Refused, NextRound, Answered), new(0.2, 502, Refused, NextRound),
        new(0.2, 502, Refused, Closed, NextRound, Refused), new(0.2, 499, Silent, Abandoned),
    ];

    /// <summary>While the only peer is down.</summary>
    public static readonly Outcome OutageOfOne = new(1000, 502, Refused);

    /// <summary>While one of several peers is down.</summary>
    public static readonly Outcome[] Outage =
    [
        new(500, 200, Refused, Answered), new(250, 502, Refused), new(150, 502, NoneLive), new(100, 502, Refused, NoneLive),
    ];
}
