using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Answers the questions that this host can answer by itself: names, socket paths, room on disk, routes and packet filters, nginx's own test of a configuration.</summary>
public sealed class HostWitness(BuildReader builds) : IWitness
{
    private readonly ConfigurationTestReader tests = new(builds);
    private readonly FilterReader filters = new();

    /// <inheritdoc/>
    public bool CanAnswer(Question question) =>
        question is ResolveName or InspectSocketPath or InspectSpace or TestConfiguration or RouteTo or FilterTo or HailHost;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation) =>
        [.. await Task.WhenAll(questions.Where(CanAnswer).Select(q => AnswerAsync(scene, q, cancellation))).ConfigureAwait(false)];

    private async Task<Answer> AnswerAsync(Scene scene, Question question, CancellationToken cancellation) => question switch
    {
        ResolveName q => new NameAnswer(q, await TryAsync(
            $"addresses of {q.Name}",
            async () => q.Root is { } root && scene.Masters.Or([]).FirstOrDefault(m => m.Root == root) is { } master
                ? ContainerNames.Read(q.Name, master, scene)
                : Section.Seen(await NameReader.ResolveAsync(q.Name, cancellation).ConfigureAwait(false)),
            cancellation).ConfigureAwait(false)),
        InspectSocketPath q => new SocketPathAnswer(q, await TryAsync(
            $"socket {q.Path}",
            () => Task.Run(() => SocketPathReader.Read(q, scene.Listeners.Or([])), cancellation),
            cancellation).ConfigureAwait(false)),
        InspectSpace q => new SpaceAnswer(q, await TryAsync(
            $"room in {q.Path}",
            () => Task.Run(() => SpaceReader.Read(q), cancellation),
            cancellation).ConfigureAwait(false)),
        TestConfiguration q => new ConfigurationAnswer(q, await TryAsync(
            $"nginx -t of {q.InstanceId}",
            () => tests.ReadAsync(scene, q.InstanceId, cancellation),
            cancellation).ConfigureAwait(false)),
        RouteTo q => new RouteAnswer(q, await TryAsync(
            $"route to {q.Address}",
            () => InAsync(scene, q.NetNs, $"route to {q.Address}", place => Task.Run(() => place.Run(() => RouteReader.Read(q)), cancellation)),
            cancellation).ConfigureAwait(false)),
        FilterTo q => new FilterAnswer(q, await TryAsync(
            "packet filters",
            () => InAsync(scene, q.NetNs, "packet filters", place => filters.ReadAsync(q, place, cancellation)),
            cancellation).ConfigureAwait(false)),
        HailHost q => new HailAnswer(q, await TryAsync(
            $"whether {q.Address} is there",
            () => InAsync(scene, q.NetNs, $"whether {q.Address} is there", place => HostHail.AskAsync(q, place, cancellation)),
            cancellation).ConfigureAwait(false)),
        _ => throw new ArgumentException($"no answer to {question.GetType().Name} can be had here", nameof(question)),
    };

    private static Task<Section<T>> InAsync<T>(Scene scene, string netNs, string what, Func<NetworkPlace, Task<Section<T>>> ask) =>
        NetworkPlace.Find(scene, netNs) is { } place ? ask(place) : Task.FromResult(Section.Blind<T>(what, $"no process in the network namespace {netNs} is known", "run as root"));

    private static async Task<Section<T>> TryAsync<T>(string what, Func<Task<Section<T>>> ask, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return await ask().WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Section.Blind<T>(what, "no answer before the time of the run was up", "allow more time with --timeout");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Section.Blind<T>(what, e.Message, "");
        }
    }
}
