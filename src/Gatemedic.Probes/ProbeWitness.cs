using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Answers what can only be known by speaking to a peer: all addresses side by side, one probe at a time on each.</summary>
/// <param name="time">Clock.</param>
/// <param name="settings">Bounds.</param>
public sealed class ProbeWitness(TimeProvider time, ProbeSettings settings) : IWitness
{
    /// <inheritdoc/>
    public bool CanAnswer(Question question) => question is ProbePeer;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation)
    {
        var asked = questions.OfType<ProbePeer>().ToArray();
        var answers = new ConcurrentDictionary<ProbePeer, Section<ProbeResult>>();
        using var places = new SemaphoreSlim(Math.Max(1, settings.MaxParallel));
        var ways = asked.Select(question => (question.NetNs, question.Root)).Distinct().ToDictionary(place => place, place => PeerWay.Into(place.NetNs, place.Root));

        var addresses = asked.Distinct().GroupBy(question => (ways[(question.NetNs, question.Root)], question.Address));
        await Task.WhenAll(addresses.Select(group => ProbeAddressAsync([.. group], group.Key.Item1, places, answers, cancellation)));

        return [.. asked.Select(question => (Answer)new ProbeAnswer(question, answers.TryGetValue(question, out var seen) ? seen : Unfinished(question)))];
    }

    /// <summary>The questions of one address, one after the other.</summary>
    private async Task ProbeAddressAsync(
        ProbePeer[] questions, PeerWay way, SemaphoreSlim places, ConcurrentDictionary<ProbePeer, Section<ProbeResult>> answers, CancellationToken cancellation)
    {
        try
        {
            await places.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            (ProbePeer Question, ProbeResult Result)? last = null;
            foreach (var question in questions)
            {
                if (way.Obstacle(question) is { } blind)
                {
                    answers[question] = blind;
                    continue;
                }

                var result = last is { } before && Foretells(before.Question, before.Result, question)
                    ? before.Result
                    : await ProbeAsync(question, way, answers, cancellation);
                answers[question] = Section.Seen(result);
                last = (question, result);
            }
        }
        catch (OperationCanceledException)
        {
            // What is missing in the answers was cut off, and is said to be.
        }
        finally
        {
            places.Release();
        }
    }

    private Task<ProbeResult> ProbeAsync(
        ProbePeer question, PeerWay way, ConcurrentDictionary<ProbePeer, Section<ProbeResult>> answers, CancellationToken cancellation)
    {
        var target = new Target(question.Address, way.Namespace, question.Request, way.Root);
        var patience = TimeSpan.FromMilliseconds(question.PatienceMs);
        var bounds = question.PatienceMs > 0 && patience < settings.Timeout ? settings with { Timeout = patience } : settings;
        var probe = new PeerProbe(target, Expectation.Of(question.Protocol, question.Request), bounds, time);
        return probe.RunAsync(soFar => answers[question] = Section.Seen(soFar), cancellation);
    }

    /// <summary>A peer that takes no connection takes none for the next question; one that hangs is not made to hang again by another Host.</summary>
    private static bool Foretells(ProbePeer before, ProbeResult result, ProbePeer next) =>
        !result.Connected
        || (result.Outcome == ProbeOutcome.TimedOut && before.Protocol == next.Protocol && before.Request.Path == next.Request.Path);

    private static Section<ProbeResult> Unfinished(ProbePeer question) =>
        Section.Blind<ProbeResult>($"peer {question.Address}", "the run ended before it was asked or had answered", "allow more time with --timeout");
}
