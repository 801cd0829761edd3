using System.Text;

namespace Gatemedic.Logs.Tests.Joining;

/// <summary>A text as the bytes of a log.</summary>
internal sealed class TextBytes(string text) : ILogBytes
{
    private readonly byte[] _bytes = Encoding.Latin1.GetBytes(text);

    public long? Length => _bytes.Length;

    public int Read(long offset, Span<byte> buffer)
    {
        int got = (int)Math.Clamp(_bytes.Length - offset, 0, buffer.Length);
        _bytes.AsSpan((int)Math.Min(offset, _bytes.Length), got).CopyTo(buffer);
        return got;
    }

    public void Dispose()
    {
    }

    internal static LogSource Errors(string text, string name = "error.log") =>
        new(name, LogDialect.NginxError, new TextBytes(text)) { Zone = TimeZoneInfo.Local };

    internal static LogSource Access(string text, string format, string escape = "default", string name = "access.log") =>
        new(name, LogDialect.NginxAccess, new TextBytes(text)) { Format = AccessFormat.Parse(format, escape) };
}
