using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>
/// The header lines that say where the body ends, judged by ngx_http_upstream_process_content_length and _transfer_encoding:
/// nginx refuses their faults from 1.23.0 on.
/// </summary>
internal sealed class Framing
{
    private const string Since = "1.23.0";
    private string? length;
    private string? encoding;

    /// <summary>The first fault; null when there is none.</summary>
    public InvalidPart? Fault { get; private set; }

    /// <summary>The body comes in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Looks at one more header line.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        if (HeaderLine.Value(line, "Content-Length"u8) is { } value)
        {
            Mind(
                length is not null, "duplicate-content-length", "more than one Content-Length",
                !IsNumber(value), "content-length", $"Content-Length \"{value}\"");
            length = value;
        }
        else if (HeaderLine.Value(line, "Transfer-Encoding"u8) is { } coding)
        {
            var isChunked = coding.Equals("chunked", StringComparison.OrdinalIgnoreCase);
            Mind(
                encoding is not null, "duplicate-transfer-encoding", "more than one Transfer-Encoding",
                !isChunked, "transfer-encoding", $"Transfer-Encoding \"{coding}\"");
            encoding = coding;
            IsChunked |= isChunked;
        }
    }

    private void Mind(bool twice, string twiceRule, string twiceText, bool wrong, string wrongRule, string wrongText) =>
        Fault ??= twice ? new InvalidPart(twiceRule, twiceText, Since)
            : length is not null || encoding is not null ? new InvalidPart("length-and-transfer-encoding", "both Content-Length and Transfer-Encoding", Since)
            : wrong ? new InvalidPart(wrongRule, wrongText, Since)
            : null;

    // ngx_atoof: digits only, below 2^63.
    private static bool IsNumber(string text) => text.Length is > 0 and < 20 && text.All(char.IsAsciiDigit) && long.TryParse(text, out _);
}
