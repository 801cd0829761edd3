namespace Gatemedic.Logs;

/// <summary>Takes the items out of an upstream variable: tries are joined with ", " and rounds with " : ".</summary>
internal static class UpstreamList
{
    /// <summary>The first item; what follows it stays in <paramref name="rest"/>.</summary>
    internal static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)' ');
        if (end < 0)
        {
            var last = rest;
            rest = default;
            return last;
        }
        var item = rest[..end];
        bool round = rest[end..].StartsWith(" : "u8);
        rest = rest[(end + (round ? 3 : 1))..];
        return item.EndsWith((byte)',') ? item[..^1] : item;
    }

    /// <summary>A status, 0 for "-".</summary>
    internal static int Status(ReadOnlySpan<byte> item) => (int)Math.Clamp(LogText.Number(item, out _), 0, 999);

    /// <summary>Seconds with three decimals as milliseconds; -1 for "-".</summary>
    internal static int Milliseconds(ReadOnlySpan<byte> item)
    {
        long whole = LogText.Number(item, out int digits);
        if (whole < 0)
        {
            return -1;
        }
        long value = Math.Min(whole, 1_000_000) * 1000;
        int scale = 100;
        for (int i = digits + 1; i < item.Length && scale > 0 && item[digits] == '.' && char.IsAsciiDigit((char)item[i]); i++, scale /= 10)
        {
            value += (item[i] - '0') * scale;
        }
        return (int)value;
    }
}
