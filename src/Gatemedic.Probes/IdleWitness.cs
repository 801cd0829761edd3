using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes;

/// <summary>Answers how long peers keep an idle connection: one request on a connection, then silence until the peer closes or the time is up.</summary>
/// <param name="time">Clock.</param>
/// <param name="settings">Bounds of the request before the silence.</param>
public sealed class IdleWitness(TimeProvider time, ProbeSettings settings) : IWitness
{
    private const int MostSilenceMs = 10_000;
    private const int MostBody = 128 * 1024;

    // On top of the silence, for the answer to end in.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public bool CanAnswer(Question question) => question is MeasureIdle { Protocol: Protocol.Http or Protocol.Https };

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation) =>
        [.. await Task.WhenAll(questions.OfType<MeasureIdle>().Where(CanAnswer).Select(q => AnswerAsync(q, cancellation)))];

    private async Task<Answer> AnswerAsync(MeasureIdle question, CancellationToken cancellation)
    {
        var way = PeerWay.Into(question.NetNs, question.Root);
        if (way.Obstacle(question.Address, question.NetNs) is { } closed)
        {
            return new IdleAnswer(question, new Section<IdleTime> { Blind = closed });
        }

        try
        {
            var target = new Target(question.Address, way.Namespace, question.Request, way.Root);
            return new IdleAnswer(question, Section.Seen(await MeasureAsync(target, question, cancellation)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new IdleAnswer(question, Section.Blind<IdleTime>($"how long {question.Address} keeps idle connections", "the run ended before it closed one", "allow more time with --timeout"));
        }
        catch (Exception error) when (error is IOException or ErrnoException or System.Net.Sockets.SocketException or AuthenticationException or OperationCanceledException)
        {
            return new IdleAnswer(question, Section.Seen(new IdleTime(false, null, "no answer that a silence could follow")));
        }
    }

    private async Task<IdleTime> MeasureAsync(Target target, MeasureIdle question, CancellationToken cancellation)
    {
        using var silence = new Silence(settings.Timeout, time);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        await using var wire = await PeerStream.OpenAsync(target, silence, timer.Token);
        if (question.Protocol != Protocol.Https)
        {
            return await AskAsync(wire, question, timer.Token, cancellation);
        }

        await using var secured = new SslStream(wire, leaveInnerStreamOpen: true);
        await secured.AuthenticateAsClientAsync(new TlsTerms(question.Request.ServerName, Http2: false).Options(), timer.Token);
        return await AskAsync(secured, question, timer.Token, cancellation);
    }

    private async Task<IdleTime> AskAsync(Stream stream, MeasureIdle question, CancellationToken patience, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {RequestText.Target(question.Request)} HTTP/1.1\r\nHost: {RequestText.Host(question.Request)}\r\nUser-Agent: gatemedic\r\n\r\n"), patience);
        var buffer = new byte[Exchange.MaxReceived];
        var received = await stream.ReadAsync(buffer, patience);
        while (received > 0 && received < buffer.Length && HeaderParser.Parse(buffer.AsSpan(0, received), StatusLineRule.Required) is null)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(received), patience);
            received = count == 0 ? 0 : received + count;
        }

        if (received == 0 || Says(buffer.AsSpan(0, received)) is not null)
        {
            return new IdleTime(false, null, received == 0 ? "closed the connection instead of an answer" : Says(buffer.AsSpan(0, received))!);
        }

        var last = time.GetTimestamp();
        var limit = TimeSpan.FromMilliseconds(Math.Min(question.UpToMs, MostSilenceMs));
        using var timer = new CancellationTokenSource(limit + Pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            for (var body = received; body < MostBody;)
            {
                var count = await ReadAsync(stream, buffer, either.Token);
                if (count == 0)
                {
                    var idle = time.GetElapsedTime(last).TotalMilliseconds;
                    return new IdleTime(true, Math.Round(idle), $"closed the idle connection after {idle:0} ms");
                }

                body += count;
                last = time.GetTimestamp();
            }

            return new IdleTime(false, null, "the answer does not end");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new IdleTime(true, null, $"still open after {limit.TotalMilliseconds:0} ms of silence");
        }
    }

    /// <summary>A reset ends the connection as well.</summary>
    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellation);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            return 0;
        }
    }

    /// <summary>Why the connection is not kept after this answer; null when it is.</summary>
    private static string? Says(ReadOnlySpan<byte> header)
    {
        var reply = HeaderParser.Parse(header, StatusLineRule.Required);
        if (reply is not { Outcome: ProbeOutcome.Answered, HeaderBytes: { } end } || !header.StartsWith("HTTP/1.1"u8))
        {
            return "answered in a way that keeps no connection";
        }

        foreach (var line in Encoding.Latin1.GetString(header[..end]).Split('\n'))
        {
            if (line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase) && line.Contains("close", StringComparison.OrdinalIgnoreCase))
            {
                return "answered with Connection: close";
            }
        }

        return null;
    }
}
