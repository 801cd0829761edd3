using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>Reads the newest lines that containers wrote, through their engine.</summary>
public static class ContainerLogReader
{
    private const int MostContainers = 16;
    private const int MostLines = 500;
    private const int Limit = 2 * 1024 * 1024;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <summary>What the containers that matter to the Scene's peers say: of those that run, the window; of those that ended, their last words.</summary>
    public static async Task<ImmutableArray<WitnessLog>> ReadAsync(Scene scene, ProcessTable table, CancellationToken cancellation)
    {
        var wanted = scene.ContainersThatMatter().Take(MostContainers).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(Bound);
        var sockets = EngineSockets.Find(table);
        var logs = await Task.WhenAll(wanted.Select(c => ReadAsync(sockets, c, c.IsRunning ? scene.Clock.Since : null, bounded.Token))).ConfigureAwait(false);
        return [.. logs.OfType<WitnessLog>().Where(l => !l.Groups.IsEmpty)];
    }

    /// <summary>The last lines of one of a container's streams as it wrote them; null where its engine does not give them.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> TextAsync(
        ImmutableArray<string> sockets, string id, byte stream, int lines, DateTimeOffset? since, bool stamped, CancellationToken cancellation)
    {
        var target = string.Create(
            CultureInfo.InvariantCulture,
            $"/containers/{id}/logs?stdout={(stream == LogFrames.Error ? 0 : 1)}&stderr={(stream == LogFrames.Output ? 0 : 1)}&tail={lines}&timestamps={(stamped ? 1 : 0)}&since={since?.ToUnixTimeSeconds() ?? 0}");
        foreach (var socket in sockets)
        {
            try
            {
                if (await EngineCall.GetAsync(socket, target, Limit, cancellation).ConfigureAwait(false) is { Status: 200 } reply)
                {
                    return LogFrames.Text(reply.Body, stream);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Another engine may have it; a log that does not come in time is not waited for.
            }
        }

        return null;
    }

    private static async Task<WitnessLog?> ReadAsync(ImmutableArray<string> sockets, Container container, DateTimeOffset? since, CancellationToken cancellation)
    {
        var source = $"docker logs {container.Name}";
        if (await TextAsync(sockets, container.Id, 0, MostLines, since, stamped: true, cancellation).ConfigureAwait(false) is not { } text)
        {
            return null;
        }

        using var bytes = new MemoryBytes(text);
        var reading = new LogReading { Name = source, Since = since, Zone = TimeZoneInfo.Utc, Stop = cancellation };
        return new WitnessLog
        {
            Source = source,
            Origin = WitnessOrigin.Container,
            Owner = container.Name,
            Pids = container.Pid > 0 ? [container.Pid] : [],
            Groups = WitnessTail.Read(bytes, reading, null),
        };
    }

    /// <summary>Bytes at hand.</summary>
    private sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : ILogBytes
    {
        public long? Length => bytes.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var rest = bytes.Span[(int)Math.Min(offset, bytes.Length)..];
            var count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            return count;
        }

        public void Dispose()
        {
        }
    }
}
