using System.Net;
using System.Net.Sockets;

namespace Gatemedic.Probes;

/// <summary>One connection to a peer; remembers what came first on the wire, below any TLS, and takes no more than a bound.</summary>
internal sealed class PeerStream : Stream
{
    /// <summary>What remains of the wire after TLS framing and certificates must still hold the largest header that is read.</summary>
    public const int MaxReceived = 256 * 1024;

    private readonly Socket socket;
    private readonly Silence silence;
    private readonly byte[] head = new byte[256];
    private int received;

    private PeerStream(Socket socket, Silence silence) => (this.socket, this.silence) = (socket, silence);

    /// <summary>The first bytes on the wire, at most 256.</summary>
    public ReadOnlySpan<byte> Head => head.AsSpan(0, Math.Min(received, head.Length));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static async Task<PeerStream> OpenAsync(Target target, Silence silence, CancellationToken cancellation)
    {
        silence.Begins();
        var socket = target.Address.Path is { } path
            ? UnixConnect.Open(target.Root, path)
            : await TcpConnect.OpenAsync(new IPEndPoint(IPAddress.Parse(target.Address.Host), target.Address.Port), target.From, cancellation);
        silence.Ends();
        return new PeerStream(socket, silence);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (received >= MaxReceived)
        {
            return 0;
        }

        silence.Begins();
        var count = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        silence.Ends();
        if (received < head.Length)
        {
            buffer.Span[..Math.Min(count, head.Length - received)].CopyTo(head.AsSpan(received));
        }

        received += count;
        return count;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        silence.Begins();
        while (!buffer.IsEmpty)
        {
            buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken)..];
        }

        silence.Ends();
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }
}
