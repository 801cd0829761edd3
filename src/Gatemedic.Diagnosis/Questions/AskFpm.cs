using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Ask a PHP-FPM pool for its own pages over FastCGI, whether or not the web server publishes them.</summary>
/// <param name="Address">Where the pool answers for them: pm.status_listen where that is set, else its own address.</param>
/// <param name="StatusPath">pm.status_path; null = only the ping page is asked for.</param>
/// <param name="PingPath">ping.path; null = it has none.</param>
/// <param name="NetNs">Network namespace to speak from; empty = ours.</param>
/// <param name="Root">Root of the file system in which a unix socket lies; null = ours.</param>
public sealed record AskFpm(PeerAddress Address, string? StatusPath, string? PingPath, string NetNs = "", string? Root = null) : Question;

/// <summary>Answer to <see cref="AskFpm"/>.</summary>
public sealed record FpmAnswer(AskFpm Question, Section<FpmStatus> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>What a pool says of itself. Where it serves its pages with the same children, a full one says nothing: that is an outcome too.</summary>
public sealed record FpmStatus
{
    /// <summary>How asking ended: answered, timed out because no child was free, queue full, ...</summary>
    public required ProbeOutcome Outcome { get; init; }

    /// <summary>One line for a person.</summary>
    public required string Text { get; init; }

    /// <summary>Milliseconds in all.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>The ping page was answered.</summary>
    public bool Pinged { get; init; }

    /// <summary>The numbers of the status page; null when it gave none.</summary>
    public FpmLoad? Load { get; init; }
}

/// <summary>The numbers of a pool's status page.</summary>
public sealed record FpmLoad
{
    /// <summary>Name of the pool.</summary>
    public required string Pool { get; init; }

    /// <summary>static, dynamic or ondemand.</summary>
    public string Manager { get; init; } = "";

    /// <summary>Seconds since it was started or reloaded.</summary>
    public long StartedSecondsAgo { get; init; }

    /// <summary>Requests so far.</summary>
    public long Accepted { get; init; }

    /// <summary>Connections waiting to be accepted.</summary>
    public int Queue { get; init; }

    /// <summary>The most that ever waited since it was started.</summary>
    public int LongestQueue { get; init; }

    /// <summary>How many may wait; 0 when it does not know, as for unix sockets.</summary>
    public int QueueLimit { get; init; }

    /// <summary>Children that wait for a request.</summary>
    public int Idle { get; init; }

    /// <summary>Children that work on one; the one that answers for the page is among them.</summary>
    public int Active { get; init; }

    /// <summary>Children.</summary>
    public int Total { get; init; }

    /// <summary>The most that ever worked at a time.</summary>
    public int MostActive { get; init; }

    /// <summary>How often pm.max_children was reached.</summary>
    public long LimitReached { get; init; }

    /// <summary>Requests that took longer than request_slowlog_timeout.</summary>
    public long Slow { get; init; }
}
