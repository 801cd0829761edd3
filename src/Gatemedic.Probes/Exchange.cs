using System.Net.Security;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes;

/// <summary>Where the probes of one question go.</summary>
/// <param name="Address">A literal IP and port, or a unix socket.</param>
/// <param name="From">Network namespace to speak from; null = ours.</param>
/// <param name="Request">What to ask for.</param>
/// <param name="Root">Root below which a unix socket lies; "" = ours.</param>
internal sealed record Target(PeerAddress Address, NetworkNamespace? From, ProbeRequest Request, string Root = "");

/// <summary>One connection from open to close: connect, TLS, send, read until the dialect has a verdict. What happened so far can be read at any time.</summary>
/// <param name="target">Where to.</param>
/// <param name="dialect">What to speak; null = connect only.</param>
/// <param name="tls">Speak inside TLS.</param>
/// <param name="time">Clock.</param>
internal sealed class Exchange(Target target, Dialect? dialect, TlsTerms? tls, TimeProvider time)
{
    /// <summary>Most bytes read from a peer, header and tail together.</summary>
    public const int MaxReceived = 64 * 1024;

    private const int FirstRead = 4096;
    private static readonly TimeSpan TailPatience = TimeSpan.FromMilliseconds(100);

    private readonly long start = time.GetTimestamp();
    private byte[] buffer = [];
    private int received;
    private PeerStream? wire;

    /// <summary>How far it came.</summary>
    public ProbeStage Stage { get; private set; } = ProbeStage.Connect;

    /// <summary>Until the connection stood; null while it does not.</summary>
    public double? ConnectMs { get; private set; }

    /// <summary>The TLS handshake is done.</summary>
    public bool InsideTls { get; private set; }

    /// <summary>Until the verdict.</summary>
    public double ElapsedMs { get; private set; }

    /// <summary>What the peer said: inside TLS where that stands, else on the wire.</summary>
    public ReadOnlySpan<byte> Received => received > 0 || InsideTls || wire is null ? buffer.AsSpan(0, received) : wire.Head;

    /// <summary>Runs it once; whatever goes wrong becomes a reply.</summary>
    /// <param name="limit">Bound on the whole.</param>
    /// <param name="patience">Longest that the peer may keep it waiting at one time.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> fires.</exception>
    public async Task<Reply> RunAsync(TimeSpan limit, TimeSpan patience, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var silence = new Silence(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, silence.Token, cancellation);
        Reply reply;
        try
        {
            reply = await SpeakAsync(silence, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var missing = received == 0 ? "answer" : "complete header";
            reply = new Reply(ProbeOutcome.TimedOut, $"no {missing} within {limit.TotalSeconds:0.###} s") { Errno = Errno.TimedOut };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            reply = Failure(error);
        }
        finally
        {
            if (wire is not null)
            {
                await wire.DisposeAsync();
            }
        }

        // The tail that was read for the peer's sake does not count.
        ElapsedMs = Stage == ProbeStage.Done ? ElapsedMs : SinceStart();
        return reply;
    }

    private async Task<Reply> SpeakAsync(Silence silence, CancellationToken cancellation)
    {
        wire = await PeerStream.OpenAsync(target, silence, cancellation);
        ConnectMs = SinceStart();
        if (dialect is null)
        {
            return Done(new Reply(ProbeOutcome.Answered, "connected"));
        }

        if (tls is null)
        {
            return await AskAsync(dialect, wire, cancellation);
        }

        Stage = ProbeStage.Tls;
        using var secured = new SslStream(wire, leaveInnerStreamOpen: true);
        await secured.AuthenticateAsClientAsync(tls.Options(), cancellation);
        InsideTls = true;
        return await AskAsync(dialect, secured, cancellation);
    }

    private async Task<Reply> AskAsync(Dialect spoken, Stream stream, CancellationToken cancellation)
    {
        Stage = ProbeStage.Send;
        await stream.WriteAsync(spoken.Opening(target.Request), cancellation);
        await stream.FlushAsync(cancellation);
        Stage = ProbeStage.Header;
        while (received < MaxReceived)
        {
            if (await ReadAsync(stream, cancellation) == 0)
            {
                return new Reply(ProbeOutcome.ClosedEarly, received == 0
                    ? "the peer closed the connection without a byte"
                    : "the peer closed the connection before a complete header");
            }

            if (spoken.Judge(buffer.AsSpan(0, received)) is { } reply)
            {
                var done = reply.Outcome == ProbeOutcome.Answered ? Done(reply) : reply;
                await ReadTailAsync(stream, cancellation);
                return done;
            }
        }

        return new Reply(ProbeOutcome.HeaderTooLong, $"the header is longer than {MaxReceived / 1024} KiB");
    }

    private async Task<int> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        if (received == buffer.Length)
        {
            Array.Resize(ref buffer, Math.Min(MaxReceived, Math.Max(FirstRead, buffer.Length * 4)));
        }

        var count = await stream.ReadAsync(buffer.AsMemory(received), cancellation);
        received += count;
        return count;
    }

    /// <summary>
    /// Lets the peer finish a short answer: one that is cut off logs "broken pipe", and a refusal says in its body what the port
    /// is for.
    /// </summary>
    private async Task ReadTailAsync(Stream stream, CancellationToken cancellation)
    {
        ElapsedMs = SinceStart();
        using var timer = new CancellationTokenSource(TailPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            while (received < MaxReceived && await ReadAsync(stream, either.Token) > 0)
            {
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or System.Net.Sockets.SocketException)
        {
            // The verdict stands without the tail.
        }
    }

    private Reply Done(Reply reply)
    {
        Stage = ProbeStage.Done;
        ElapsedMs = SinceStart();
        return reply;
    }

    private Reply Failure(Exception error)
    {
        if (Errno.Of(error) is { } errno)
        {
            return new Reply(Errno.Outcome(errno), Errno.Words(errno)) { Errno = errno };
        }

        // The stream ends inside a TLS record, or TLS itself complains.
        var words = TlsFault.Words(error, wire is null ? default : wire.Head);
        if (Stage != ProbeStage.Tls)
        {
            return InsideTls && words is not null ? new Reply(ProbeOutcome.TlsFailed, words)
                : error is IOException ? new Reply(ProbeOutcome.ClosedEarly, "the peer closed the connection before a complete header")
                : new Reply(ProbeOutcome.Failed, "the connection failed");
        }

        return Received.IsEmpty
            ? new Reply(ProbeOutcome.ClosedEarly, "the peer closed the connection in the TLS handshake")
            : new Reply(ProbeOutcome.TlsFailed, words ?? (Received is [0x16, 3, ..] ? "the handshake failed" : "the peer does not answer with TLS"));
    }

    private double SinceStart() => time.GetElapsedTime(start).TotalMilliseconds;
}
