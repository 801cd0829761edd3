namespace Gatemedic.Probes;

/// <summary>
/// Ends an exchange whose peer keeps it waiting too long at one time. What we do ourselves in between does not count: the first TLS
/// handshake of a process loads a library, which takes a busy machine longer than a peer's answer.
/// </summary>
/// <param name="patience">Longest single wait.</param>
/// <param name="time">Clock.</param>
internal sealed class Silence(TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource timer = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>Fires when a wait was too long.</summary>
    public CancellationToken Token => timer.Token;

    /// <summary>From now on the peer is waited for.</summary>
    public void Begins() => timer.CancelAfter(patience);

    /// <summary>The peer did what it was waited for.</summary>
    public void Ends() => timer.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();
}
