using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>Takes a terminal's colours off a line: docker compose, uvicorn and PM2 write them even into files.</summary>
internal sealed class TerminalColours
{
    private const byte Escape = 0x1b;

    private static readonly SearchValues<byte> ParameterBytes = SearchValues.Create("0123456789;"u8);

    private byte[] _plain = [];

    /// <summary>The line without escape sequences; valid until the next call.</summary>
    internal ReadOnlySpan<byte> TakeOff(ReadOnlySpan<byte> line)
    {
        if (!line.Contains(Escape))
        {
            return line;
        }
        if (_plain.Length < line.Length)
        {
            _plain = new byte[line.Length];
        }
        int length = 0;
        while (!line.IsEmpty)
        {
            int at = line.IndexOf(Escape);
            var before = at < 0 ? line : line[..at];
            before.CopyTo(_plain.AsSpan(length));
            length += before.Length;
            line = at < 0 ? [] : line[(at + 1)..];
            if (line is [(byte)'[', ..])
            {
                int end = line[1..].IndexOfAnyExcept(ParameterBytes);
                line = end < 0 ? [] : line[(end + 2)..];
            }
        }
        return _plain.AsSpan(0, length);
    }
}
