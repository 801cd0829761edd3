using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Asks PHP-FPM pools for their own status: all pools side by side, each once.</summary>
/// <param name="time">Clock.</param>
/// <param name="settings">Bounds.</param>
public sealed class FpmWitness(TimeProvider time, ProbeSettings settings) : IWitness
{
    /// <summary>A pool with a free child answers in a millisecond: one that is silent for so long has none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public bool CanAnswer(Question question) => question is AskFpm;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation) =>
        [.. await Task.WhenAll(questions.OfType<AskFpm>().Take(settings.MaxParallel).Select(q => AskAsync(q, cancellation)))];

    private async Task<Answer> AskAsync(AskFpm question, CancellationToken cancellation)
    {
        var request = new ProbeRequest("localhost", question.StatusPath ?? question.PingPath ?? "/");
        var way = PeerWay.Into(question.NetNs, question.Root);
        if (way.Obstacle(new ProbePeer(question.Address, Nginx.Protocol.FastCgi, request, question.NetNs, Root: question.Root)) is { Blind: { } blind })
        {
            return new FpmAnswer(question, new Section<FpmStatus> { Blind = blind });
        }

        try
        {
            var page = new FpmPage(request.Path);
            var exchange = new Exchange(new Target(question.Address, way.Namespace, request, way.Root), page, null, time);
            var limit = Patience < settings.Timeout ? Patience : settings.Timeout;
            var reply = await exchange.RunAsync(limit, limit, cancellation);
            var load = question.StatusPath is null || reply.Status != 200 ? null : FpmStatusParser.Parse(page.Body);
            return new FpmAnswer(question, Section.Seen(new FpmStatus
            {
                Outcome = reply.Outcome,
                Text = reply.Outcome == ProbeOutcome.Answered ? $"{request.Path}: {reply.Text}" : $"{request.Path}: {exchange.Stage.ToString().ToLowerInvariant()}: {reply.Text}",
                ElapsedMs = exchange.ElapsedMs,
                Pinged = load is not null || (question.StatusPath is null && reply.Status == 200),
                Load = load,
            }));
        }
        catch (OperationCanceledException)
        {
            return new FpmAnswer(question, Section.Blind<FpmStatus>($"status of PHP-FPM on {question.Address}", "the run ended before it answered", "allow more time with --timeout"));
        }
    }
}
