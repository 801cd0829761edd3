using System.Buffers.Text;

namespace Gatemedic.Bench;

/// <summary>Puts records together in one large buffer and hands it on when it is nearly full.</summary>
internal sealed class LineWriter(Stream output)
{
    private const int Room = 1 << 20;
    private const int LongestRecord = 1 << 14;

    private readonly byte[] buffer = new byte[Room];
    private int start;
    private int end;
    private long handedOn;

    /// <summary>Bytes of the finished records.</summary>
    public long Written => handedOn + start;

    /// <summary>The unfinished record.</summary>
    public ReadOnlySpan<byte> Record => buffer.AsSpan(start..end);

    public void DropRecord() => end = start;

    public void Put(ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer.AsSpan(end));
        end += text.Length;
    }

    public void Put(long number)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(end), out var length);
        end += length;
    }

    public void PutDigits(long number, int width)
    {
        for (var i = width - 1; i >= 0; i--, number /= 10)
        {
            buffer[end + i] = (byte)('0' + number % 10);
        }

        end += width;
    }

    public void PutHex(ulong number, int width)
    {
        for (var i = 0; i < width; i++, number >>= 4)
        {
            buffer[end++] = "0123456789abcdef"u8[(int)(number & 15)];
        }
    }

    /// <summary>Milliseconds as nginx writes times: seconds with three decimals.</summary>
    public void PutSeconds(int milliseconds)
    {
        Put(milliseconds / 1000);
        buffer[end++] = (byte)'.';
        PutDigits(milliseconds % 1000, 3);
    }

    /// <summary>Ends the record; one longer than <paramref name="limit"/> bytes with its LF loses its tail, as ngx_log_error_core does it.</summary>
    public void EndRecord(int limit = LongestRecord)
    {
        end = Math.Min(end, start + limit - 1);
        buffer[end++] = (byte)'\n';
        start = end;
        if (end > Room - LongestRecord)
        {
            HandOn();
        }
    }

    /// <summary>Writes the buffer out.</summary>
    public void HandOn()
    {
        output.Write(buffer, 0, end);
        handedOn += end;
        start = end = 0;
    }
}
