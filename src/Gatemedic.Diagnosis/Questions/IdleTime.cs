using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Measure how long a peer keeps an idle connection: one request, then silence until it closes.</summary>
/// <param name="Address">A literal IP and port, or a unix socket.</param>
/// <param name="Protocol">http or https.</param>
/// <param name="Request">The harmless request before the silence.</param>
/// <param name="UpToMs">Longest silence in milliseconds.</param>
/// <param name="NetNs">Network namespace to speak from; empty = ours.</param>
/// <param name="Root">Root of the file system in which a unix socket lies; null = ours.</param>
public sealed record MeasureIdle(
    PeerAddress Address, Protocol Protocol, ProbeRequest Request, int UpToMs, string NetNs = "", string? Root = null) : Question;

/// <summary>Answer to <see cref="MeasureIdle"/>.</summary>
public sealed record IdleAnswer(MeasureIdle Question, Section<IdleTime> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>How long a peer kept an idle connection.</summary>
/// <param name="Keeps">It answered in HTTP/1.1 and did not say that it closes.</param>
/// <param name="ClosedAfterMs">Silence after which it closed; null when it was still open at the end, or not kept at all.</param>
/// <param name="Text">In words: "closed the idle connection after 102 ms", "answered with Connection: close".</param>
public sealed record IdleTime(bool Keeps, double? ClosedAfterMs, string Text);
