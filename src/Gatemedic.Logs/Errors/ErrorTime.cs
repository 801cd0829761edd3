namespace Gatemedic.Logs;

/// <summary>Finds and reads the time that starts an error log record.</summary>
internal sealed class ErrorTime(TimeZoneInfo zone)
{
    /// <summary>Length of <c>YYYY/MM/DD HH:MM:SS</c>.</summary>
    internal const int Length = 19;

    /// <summary>A prefix written by syslog or a container runtime is shorter than this.</summary>
    internal const int Reach = 192;

    private readonly byte[] _lastText = new byte[Length];

    /// <summary>The time read last.</summary>
    internal DateTimeOffset Last { get; private set; }

    /// <summary>The same in seconds since 1970.</summary>
    internal long Second { get; private set; }

    /// <summary>Where the record starts in the line: 0, after a syslog or container prefix, or -1 when the line starts none.</summary>
    internal static int Find(ReadOnlySpan<byte> line)
    {
        if (HasShape(line))
        {
            return 0;
        }
        var reach = line[..Math.Min(line.Length, Reach)];
        for (int from = 0; ;)
        {
            int slash = reach[from..].IndexOf((byte)'/');
            if (slash < 0)
            {
                return -1;
            }
            from += slash;
            int start = from - 4;
            if (start > 0 && reach[start - 1] == ' ' && HasShape(line[start..]))
            {
                return start;
            }
            from++;
        }
    }

    /// <summary>Reads the time at the start of the text. An hour that the end of summer time repeats is taken for the second one.</summary>
    internal bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = Last;
        var digits = text[..Length];
        if (digits.SequenceEqual(_lastText))
        {
            return true;
        }
        int year = Two(digits, 0) * 100 + Two(digits, 2), month = Two(digits, 5), day = Two(digits, 8);
        int hour = Two(digits, 11), minute = Two(digits, 14), second = Two(digits, 17);
        if (year is < 1970 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
        {
            return false;
        }
        var local = new DateTime(year, month, day, hour, minute, Math.Min(second, 59));
        time = Last = new DateTimeOffset(local, zone.GetUtcOffset(local));
        Second = time.ToUnixTimeSeconds();
        digits.CopyTo(_lastText);
        return true;
    }

    /// <summary>A record starts here, by its look.</summary>
    internal static bool HasShape(ReadOnlySpan<byte> text) =>
        text.Length > Length + 2 && text[4] == '/' && text[7] == '/' && text[10] == ' ' && text[13] == ':' && text[16] == ':'
        && text[19] == ' ' && text[20] == '[' && char.IsAsciiDigit((char)text[0]);

    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        int tens = text[at] - '0', ones = text[at + 1] - '0';
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9 ? tens * 10 + ones : -100_000;
    }
}
