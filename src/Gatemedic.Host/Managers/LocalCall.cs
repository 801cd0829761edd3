using System.Net.Sockets;

namespace Gatemedic.Host;

/// <summary>One question and its answer over a unix socket, bounded in time and size.</summary>
internal static class LocalCall
{
    private const int Longest = 4 * 1024 * 1024;

    /// <summary>The answer; null when nobody answers, or not within the time.</summary>
    /// <param name="path">The socket as we reach it.</param>
    /// <param name="question">What is sent.</param>
    /// <param name="isComplete">The answer is whole; else it is read to its end.</param>
    /// <param name="bound">How long to wait at most.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<byte[]?> AskAsync(string path, ReadOnlyMemory<byte> question, Func<ReadOnlyMemory<byte>, bool> isComplete, TimeSpan bound, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(bound);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), timer.Token).ConfigureAwait(false);
            using var stream = new NetworkStream(socket);
            await stream.WriteAsync(question, timer.Token).ConfigureAwait(false);
            using var answer = new MemoryStream();
            var buffer = new byte[32 * 1024];
            int read;
            while (answer.Length < Longest && (read = await stream.ReadAsync(buffer, timer.Token).ConfigureAwait(false)) > 0)
            {
                answer.Write(buffer, 0, read);
                if (isComplete(answer.GetBuffer().AsMemory(0, (int)answer.Length)))
                {
                    break;
                }
            }

            return answer.ToArray();
        }
        catch (Exception e) when (e is SocketException or IOException or ArgumentException or OperationCanceledException)
        {
            // Nobody listens, it is not ours to open, its path is too long for a socket, or it is silent.
            return null;
        }
    }
}
