using System.Text;

namespace Gatemedic.Logs.Tests;

/// <summary>The bytes of a log in memory.</summary>
/// <param name="bytes">All of them.</param>
/// <param name="sized">Its length is known, so it can be read at any place.</param>
internal sealed class Bytes(byte[] bytes, bool sized = true) : ILogBytes
{
    public long? Length => sized ? bytes.Length : null;

    /// <summary>From here on there is nothing any more, as when a file is cut off while it is read.</summary>
    internal long Cut { get; set; } = bytes.Length;

    public int Read(long offset, Span<byte> buffer)
    {
        int got = (int)Math.Clamp(Cut - offset, 0, buffer.Length);
        bytes.AsSpan((int)Math.Min(offset, bytes.Length), got).CopyTo(buffer);
        return got;
    }

    public void Dispose()
    {
    }

    internal static LogSource Errors(string text, string name = "error.log") =>
        new(name, LogDialect.NginxError, new Bytes(Encoding.Latin1.GetBytes(text))) { Zone = TimeZoneInfo.Local };

    internal static LogSource Access(string text, string format, string escape = "default", string name = "access.log") =>
        new(name, LogDialect.NginxAccess, new Bytes(Encoding.Latin1.GetBytes(text))) { Format = AccessFormat.Parse(format, escape) };
}
