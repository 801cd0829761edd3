using System.Globalization;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>Reads the time of an access line: <c>$time_local</c>, <c>$time_iso8601</c> or <c>$msec</c>, told apart by their look.</summary>
internal sealed class AccessTime
{
    private const int Longest = 26;

    private readonly byte[] _lastText = new byte[Longest];
    private int _lastLength = -1;
    private DateTimeOffset _last;

    /// <summary>The time read last, in seconds since 1970.</summary>
    internal long Second { get; private set; }

    internal bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = _last;
        if (text.Length == _lastLength && text.SequenceEqual(_lastText.AsSpan(0, _lastLength)))
        {
            return true;
        }
        if (text.Length > Longest || !TryReadNew(text, out time))
        {
            return false;
        }
        text.CopyTo(_lastText);
        (_last, _lastLength) = (time, text.Length);
        Second = time.ToUnixTimeSeconds();
        return true;
    }

    private static bool TryReadNew(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        Span<char> chars = stackalloc char[Longest];
        chars = chars[..Encoding.Latin1.GetChars(text, chars)];
        const DateTimeStyles Strict = DateTimeStyles.None;
        if (chars.Contains(':'))
        {
            return DateTimeOffset.TryParseExact(chars, "dd/MMM/yyyy':'HH:mm:ss zzz", CultureInfo.InvariantCulture, Strict, out time)
                || DateTimeOffset.TryParseExact(
                    WithColon(chars), "dd/MMM/yyyy':'HH:mm:ss zzz", CultureInfo.InvariantCulture, Strict, out time)
                || DateTimeOffset.TryParseExact(chars, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, Strict, out time);
        }
        time = default;
        if (!double.TryParse(chars, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) || seconds > 200_000_000_000)
        {
            return false;
        }
        time = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
        return true;
    }

    // TryParseExact wants the zone as +02:00.
    private static ReadOnlySpan<char> WithColon(ReadOnlySpan<char> chars) =>
        chars.Length == Longest ? string.Concat(chars[..24], ":", chars[24..]) : chars;
}
