using System.Collections.Concurrent;

namespace Gatemedic;

/// <summary>Every page run once, two beside each other, for each has a host of its own; the longest first.</summary>
public sealed class DocumentRuns : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> _differences = new(StringComparer.Ordinal);

    /// <summary>In what the program differs from this page, in words; empty: in nothing.</summary>
    public string Differences(string page) => _differences[page];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (new NginxFactAttribute().Skip is not null)
        {
            return;
        }

        var (trials, program) = (DocumentTrials.Read(), Binary.Path);
        var pages = DocumentPage.Typed.OrderByDescending(p => p.Steps.Count);
        await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (page, _) => _differences[page.Path] = await Read(page, trials, program));
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<string> Read(DocumentPage page, DocumentTrials trials, string program)
    {
        try
        {
            return string.Join("\n\n", DocumentVerdict.Differences(await DocumentRun.Run(page, trials, program)));
        }
        catch (Exception fault) when (fault is InvalidOperationException or OperationCanceledException or IOException or InvalidDataException)
        {
            return $"could not be run to its end: {fault.Message}";
        }
    }
}
