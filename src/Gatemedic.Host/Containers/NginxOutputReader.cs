using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads logs that an nginx in a container writes to its standard streams, as the official image does: the engine keeps them.</summary>
public static class NginxOutputReader
{
    private const int MostLines = 20_000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <summary>A seekable stream over the newest lines of the stream to which the log leads; null where it leads to a file, or no engine has it.</summary>
    /// <param name="master">The nginx.</param>
    /// <param name="path">The log as nginx knows it.</param>
    /// <param name="since">The oldest time that matters; null takes all that is kept, within bounds.</param>
    /// <param name="cancellation">Bounds the wait.</param>
    public static async Task<Stream?> OpenAsync(NginxMaster master, string path, DateTimeOffset? since, CancellationToken cancellation)
    {
        if (master.Container is not { } id || RootedPath.StandardStream(master.Root, path) is not { } stream)
        {
            return null;
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(Bound);
        var text = await ContainerLogReader.TextAsync(EngineSockets.Find(ProcessTable.Read()), id, stream, MostLines, since, stamped: false, bounded.Token).ConfigureAwait(false);
        return text is { } bytes ? new MemoryStream(bytes.ToArray(), writable: false) : null;
    }
}
