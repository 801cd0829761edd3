using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Probes one peer in the expected protocol and, when that fails after connecting, finds out what it speaks.</summary>
internal sealed class PeerProbe(Target target, Expectation expected, ProbeSettings settings, TimeProvider time)
{
    private readonly Identification identification = new(target, settings, time);

    /// <summary>
    /// Runs the probe. The first connection is closed before others are opened: a server with one worker that still waits for
    /// more of the first request would answer none of them.
    /// </summary>
    /// <param name="report">Takes the result before an identification, for a run that is cut off during it.</param>
    /// <param name="cancellation">Ends everything.</param>
    public async Task<ProbeResult> RunAsync(Action<ProbeResult> report, CancellationToken cancellation)
    {
        var exchange = new Exchange(target, expected.Dialect, expected.Tls, time);
        var reply = await exchange.RunAsync(settings.Timeout, settings.Timeout, cancellation);
        var result = Result(exchange, reply);
        report(result);

        var speech = Overheard(exchange, reply);
        if (speech is { Protocol: "http" } && expected.Dialect is not HttpDialect)
        {
            // nginx answers 400 to garbage on a TLS port too; only to a good HTTP request does it say what the port is for.
            speech = await identification.AskHttpAsync(Limit(exchange), cancellation) ?? speech;
        }

        speech ??= await AskAsync(exchange, reply, cancellation);
        return result with { Spoken = speech?.Protocol, SpokenBecause = speech?.Because };
    }

    /// <summary>What the exchange itself gave away; null when it takes further questions, or when the peer speaks as expected.</summary>
    private Speech? Overheard(Exchange exchange, Reply reply)
    {
        var asked = exchange.Stage == ProbeStage.Tls ? "a TLS ClientHello" : expected.Dialect?.Asks ?? "";
        if (reply.Outcome == ProbeOutcome.Answered)
        {
            return expected.Dialect is HttpDialect ? Fingerprints.Refused(exchange.Received, asked) : null;
        }

        if (reply.Invalid is { Rule: "status-line" })
        {
            return new Speech(exchange.InsideTls ? "https" : "http", $"answered {asked} with a status line that breaks a rule");
        }

        if (Fingerprints.Recognise(exchange.Received, asked) is { } heard)
        {
            return heard.Protocol == "http" && exchange.InsideTls ? new Speech("https", heard.Because + " inside TLS") : heard;
        }

        return exchange.InsideTls ? new Speech("tls", "completed a TLS handshake") : null;
    }

    private async Task<Speech?> AskAsync(Exchange exchange, Reply reply, CancellationToken cancellation) => reply.Outcome switch
    {
        ProbeOutcome.Answered when reply.Status == 400 && expected.Dialect is UwsgiDialect or ScgiDialect =>
            await identification.AskHttpAsync(Limit(exchange), cancellation),
        ProbeOutcome.OtherProtocol or ProbeOutcome.ClosedEarly or ProbeOutcome.Reset or ProbeOutcome.TlsFailed when exchange.ConnectMs is not null =>
            await identification.AskAsync(expected, Limit(exchange), cancellation),
        ProbeOutcome.TimedOut when exchange.ConnectMs is not null && exchange.Received.IsEmpty =>
            await identification.AskAsync(expected, Limit(exchange), cancellation),
        _ => null,
    };

    private TimeSpan Limit(Exchange exchange)
    {
        var left = settings.Timeout + settings.Overtime - TimeSpan.FromMilliseconds(exchange.ElapsedMs);
        return left > settings.MaxIdentification ? settings.MaxIdentification : left;
    }

    private static ProbeResult Result(Exchange exchange, Reply reply) => new()
    {
        Stage = exchange.Stage,
        Outcome = reply.Outcome,
        Text = exchange.Stage == ProbeStage.Done ? reply.Text : $"{exchange.Stage.ToString().ToLowerInvariant()}: {reply.Text}",
        Errno = reply.Errno,
        ConnectMs = exchange.ConnectMs,
        ElapsedMs = exchange.ElapsedMs,
        Status = reply.Status,
        HeaderBytes = reply.HeaderBytes,
        Server = reply.Server,
        Invalid = reply.Invalid ?? (reply.IsChunked && reply.HeaderBytes is { } header ? ChunkedBody.Fault(exchange.Received[header..]) : null),
        FirstBytes = exchange.Received.IsEmpty ? null : Printable.Of(exchange.Received, 80),
    };
}
