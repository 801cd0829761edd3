using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Sends one ClientHello on a connection of its own and reads the answer.</summary>
internal static class TlsGreeting
{
    // A ServerHello with everything that is allowed in it fits many times.
    private const int MaxReceived = 4096;

    /// <summary>What came back; never throws for what the peer does.</summary>
    public static async Task<TlsAttempt> SendAsync(Target target, string? name, IReadOnlyCollection<ushort> versions, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(patience, time);
        using var silence = new Silence(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            await using var wire = await PeerStream.OpenAsync(target, silence, either.Token);
            await wire.WriteAsync(ClientHello.Of(name, versions), either.Token);
            var buffer = new byte[MaxReceived];
            for (var received = 0; received < buffer.Length;)
            {
                var count = await wire.ReadAsync(buffer.AsMemory(received), either.Token);
                if (count == 0)
                {
                    return Failed("closed the connection");
                }

                received += count;
                if (ServerHello.Read(buffer.AsSpan(0, received)) is { } answer)
                {
                    return answer;
                }
            }

            return Failed("answers with something that is not TLS");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed($"no answer within {patience.TotalSeconds:0.###} s");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Failed(Errno.Of(error) is { } errno ? Errno.Words(errno) : "the connection failed");
        }
    }

    private static TlsAttempt Failed(string text) => new(false, null, null, null, text);
}
