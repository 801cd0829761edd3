using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>A pipe, FIFO or terminal. It waits for a writer and for bytes, but ends when it is told to: read(2) alone cannot be called off.</summary>
internal sealed unsafe class PipeStream(SafeFileHandle handle, CancellationToken stop) : ReadOnlyStream
{
    private const int Glance = 100;
    private const short Readable = 0x1;
    private const int Interrupted = 4;
    private const int Again = 11;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && !stop.IsCancellationRequested)
        {
            if (!IsReady(Glance))
            {
                continue;
            }

            nint got;
            fixed (byte* start = buffer)
            {
                got = Libc.Read(handle, start, buffer.Length);
            }

            if (got >= 0)
            {
                return (int)got;
            }

            if (Marshal.GetLastPInvokeError() is var errno && errno is not (Interrupted or Again))
            {
                throw new IOException(Errno.Text(errno));
            }
        }

        return 0;
    }

    /// <summary>Bytes, or the end, are there within so many milliseconds. A FIFO that nobody has opened for writing yet has neither.</summary>
    public bool IsReady(int milliseconds)
    {
        var wanted = new Libc.PollEntry { Descriptor = (int)handle.DangerousGetHandle(), Events = Readable };
        return Libc.Poll(&wanted, 1, milliseconds) > 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            handle.Dispose();
        }

        base.Dispose(disposing);
    }
}
