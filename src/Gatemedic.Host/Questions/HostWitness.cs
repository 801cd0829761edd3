using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Answers the questions that this host can answer by itself: names, socket paths, room on disk, nginx's own test of a configuration.</summary>
public sealed class HostWitness(BuildReader builds) : IWitness
{
    private readonly ConfigurationTestReader tests = new(builds);

    /// <inheritdoc/>
    public bool CanAnswer(Question question) => question is ResolveName or InspectSocketPath or InspectSpace or TestConfiguration;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation) =>
        [.. await Task.WhenAll(questions.Where(CanAnswer).Select(q => AnswerAsync(scene, q, cancellation))).ConfigureAwait(false)];

    private async Task<Answer> AnswerAsync(Scene scene, Question question, CancellationToken cancellation) => question switch
    {
        ResolveName q => new NameAnswer(q, await TryAsync(
            $"addresses of {q.Name}",
            async () => q.Root is { } root
                ? ContainerNames.Read(q.Name, root, scene.Masters.Or([]).FirstOrDefault(m => m.Root == root)?.Addresses ?? [])
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
        _ => throw new ArgumentException($"no answer to {question.GetType().Name} can be had here", nameof(question)),
    };

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
