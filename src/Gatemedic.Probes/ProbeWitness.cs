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
        var entrances = Entrances(asked);

        var addresses = asked.Distinct().GroupBy(question => (question.NetNs, question.Address));
        await Task.WhenAll(addresses.Select(group => ProbeAddressAsync([.. group], entrances[group.Key.NetNs], places, answers, cancellation)));

        return [.. asked.Select(question => (Answer)new ProbeAnswer(question, answers.TryGetValue(question, out var seen) ? seen : Unfinished(question)))];
    }

    /// <summary>The questions of one address, one after the other. A connection that failed for one is not tried again for the next.</summary>
    private async Task ProbeAddressAsync(
        ProbePeer[] questions, Entrance entrance, SemaphoreSlim places, ConcurrentDictionary<ProbePeer, Section<ProbeResult>> answers, CancellationToken cancellation)
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
            ProbeResult? unconnected = null;
            foreach (var question in questions)
            {
                if (Obstacle(question, entrance) is { } blind)
                {
                    answers[question] = blind;
                    continue;
                }

                var result = unconnected ?? await ProbeAsync(question, entrance.Namespace, answers, cancellation);
                answers[question] = Section.Seen(result);
                unconnected = result.Connected ? null : result;
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
        ProbePeer question, NetworkNamespace? from, ConcurrentDictionary<ProbePeer, Section<ProbeResult>> answers, CancellationToken cancellation)
    {
        var probe = new PeerProbe(
            new Target(question.Address, from, question.Request), Expectation.Of(question.Protocol, question.Request), settings.Timeout, time);
        return probe.RunAsync(soFar => answers[question] = Section.Seen(soFar), cancellation);
    }

    /// <summary>How to get into each network namespace that is asked about.</summary>
    private static Dictionary<string, Entrance> Entrances(ProbePeer[] asked) =>
        asked.Select(question => question.NetNs).Distinct().ToDictionary(id => id, id =>
            NetworkNamespace.IsOurs(id) ? new Entrance(null, null)
            : NetworkNamespace.Find(id, out var why) is { } found ? new Entrance(found, null)
            : new Entrance(null, why));

    private static Section<ProbeResult>? Obstacle(ProbePeer question, Entrance entrance) =>
        entrance.Closed is { } why && !question.Address.IsUnix
            ? Section.Blind<ProbeResult>($"peer {question.Address}", $"it must be asked from the network namespace {question.NetNs}: {why}", "run as root")
        : !question.Address.IsUnix && (!question.Address.IsLiteral || question.Address.Port is < 1 or > 65535)
            ? Section.Blind<ProbeResult>($"peer {question.Address}", "it is not an IP address with a port")
        : null;

    private static Section<ProbeResult> Unfinished(ProbePeer question) =>
        Section.Blind<ProbeResult>($"peer {question.Address}", "the run ended before it was asked or had answered", "allow more time with --timeout");

    /// <summary>The way into a network namespace: none is needed (both null), one was found, or it is closed for a reason.</summary>
    private sealed record Entrance(NetworkNamespace? Namespace, string? Closed);
}
