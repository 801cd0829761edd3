using Gatemedic.Logs;

namespace Gatemedic.Host;

/// <summary>Reads the first bytes of a log, by which it is known.</summary>
internal static class LogHead
{
    /// <summary>The head of bytes that can be read again.</summary>
    public static ReadOnlyMemory<byte> Of(ILogBytes bytes, long start)
    {
        var head = new byte[LogRecognizer.HeadLength];
        int filled = 0;
        for (int got = 1; got > 0 && filled < head.Length; filled += got)
        {
            try
            {
                got = bytes.Read(start + filled, head.AsSpan(filled));
            }
            catch (InvalidDataException) when (filled > 0)
            {
                // What could be unpacked is a log too; the damage is told when it is read.
                got = 0;
            }
        }

        return head.AsMemory(0, filled);
    }

    /// <summary>The head of a stream; of a pipe that goes on slowly, what is there once a line is whole.</summary>
    public static ReadOnlyMemory<byte> Of(Stream stream, PipeStream? slow)
    {
        const int Pause = 100;
        var head = new byte[LogRecognizer.HeadLength];
        int filled = 0;
        for (int got = 1; got > 0 && filled < head.Length; filled += got)
        {
            got = slow is not null && head.AsSpan(0, filled).Contains((byte)'\n') && !slow.IsReady(Pause) ? 0 : stream.Read(head.AsSpan(filled));
        }

        return head.AsMemory(0, filled);
    }
}
