using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Finds out what a peer speaks that does not answer in the expected protocol: asks in others, one connection after the other.</summary>
/// <param name="target">The peer.</param>
/// <param name="settings">Bounds.</param>
/// <param name="time">Clock.</param>
internal sealed class Identification(Target target, ProbeSettings settings, TimeProvider time)
{
    /// <summary>With less time than this only the protocols that nginx speaks are asked.</summary>
    private static readonly TimeSpan Ample = TimeSpan.FromMilliseconds(600);

    private static readonly HttpDialect Http = new();
    private static readonly UwsgiDialect Uwsgi = new();

    /// <summary>
    /// Likeliest first. A silent peer uses up each question's share of the time that is left; those that applications stand
    /// behind, and so may take a moment, have the larger shares.
    /// </summary>
    private static readonly (Dialect Dialect, bool InsideTls, int Share, bool OfNginx)[] Questions =
    [
        (Http, false, 4, true),
        (Http, true, 2, true),
        (new FastCgiDialect(), false, 1, true),
        (Uwsgi, false, 2, true),
        (new Http2Dialect(), false, 1, true),
        (FixedDialect.Redis, false, 1, false),
        (FixedDialect.PostgreSql, false, 1, false),
        (FixedDialect.Memcached, false, 1, false),
    ];

    /// <summary>What the peer speaks; null when no question brought an answer that says so.</summary>
    /// <param name="expected">Not asked again.</param>
    /// <param name="limit">Bound on all questions together.</param>
    /// <param name="cancellation">Ends it with null.</param>
    public async Task<Speech?> AskAsync(Expectation expected, TimeSpan limit, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var questions = Questions
            .Where(question => limit >= Ample || question.OfNginx)
            .Where(question => question.Dialect.Name != expected.Dialect?.Name || question.InsideTls != (expected.Tls is not null))
            .ToArray();
        for (var index = 0; index < questions.Length; index++)
        {
            var (dialect, insideTls, share, _) = questions[index];
            var left = limit - time.GetElapsedTime(start);
            var patience = left * share / questions[index..].Sum(question => question.Share);
            if (patience <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                return null;
            }

            var exchange = new Exchange(target, dialect, insideTls ? new TlsTerms(target.Request.ServerName, Http2: false) : null, time);
            Reply reply;
            try
            {
                reply = await exchange.RunAsync(left, patience < settings.MaxSilence ? patience : settings.MaxSilence, cancellation);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            if (exchange.ConnectMs is null)
            {
                return null;
            }

            if (Hear(exchange, dialect, reply) is { } speech)
            {
                return speech;
            }
        }

        return null;
    }

    /// <summary>Asks in plain HTTP only: tells an HTTP server that refuses a uwsgi packet from a uwsgi server whose application answers 400.</summary>
    public async Task<Speech?> AskHttpAsync(TimeSpan limit, CancellationToken cancellation)
    {
        var exchange = new Exchange(target, Http, null, time);
        try
        {
            var reply = await exchange.RunAsync(limit, settings.MaxSilence, cancellation);
            return exchange.ConnectMs is null ? null : Hear(exchange, Http, reply);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static Speech? Hear(Exchange exchange, Dialect dialect, Reply reply)
    {
        if (exchange.InsideTls)
        {
            return reply.Outcome == ProbeOutcome.Answered
                ? new Speech("https", $"answered an HTTP request inside TLS with HTTP status {reply.Status}")
                : new Speech("tls", "completed a TLS handshake");
        }

        var asked = exchange.Stage == ProbeStage.Tls ? "a TLS ClientHello" : dialect.Asks;

        // An HTTP server refuses a uwsgi packet with 400; a uwsgi server answers a good packet with whatever the application says.
        if (reply.Outcome == ProbeOutcome.Answered && dialect != Http && (dialect != Uwsgi || reply.Status != 400))
        {
            var with = reply.Status is { } status ? $" with status {status}" : "";
            return new Speech(dialect.Name, $"answered {asked}{with}");
        }

        return Fingerprints.Recognise(exchange.Received, asked);
    }
}
