namespace Gatemedic.Logs;

/// <summary>Tells from the first lines of a log what wrote it.</summary>
public static class LogRecognizer
{
    /// <summary>So many bytes are enough to judge by.</summary>
    public const int HeadLength = 64 << 10;

    // So many of five lines have to fit: less is a mixture, which is read right as well, only slower.
    private const int Fitting = 4;

    private const int Whole = 5;

    /// <summary>The dialect of a log, and for an nginx access log its format.</summary>
    /// <param name="head">The first bytes of the log, <see cref="HeadLength"/> at best; a last line without line feed may be cut.</param>
    /// <param name="candidates">Formats of the configuration, likeliest first; nginx's own <c>combined</c> and that of ingress-nginx are tried after them.</param>
    public static (LogDialect Dialect, AccessFormat? Format) Recognise(ReadOnlySpan<byte> head, IReadOnlyList<AccessFormat> candidates)
    {
        head = head[..Math.Min(head.Length, HeadLength)];
        var lines = Lines(head);
        if (lines.Count == 0)
        {
            return (LogDialect.Mixed, null);
        }
        if (IsErrorLog(head, lines))
        {
            return (LogDialect.NginxError, null);
        }
        return Format(head, lines, candidates) is { } format ? (LogDialect.NginxAccess, format) : (LogDialect.Mixed, null);
    }

    private static List<Range> Lines(ReadOnlySpan<byte> head)
    {
        var lines = new List<Range>();
        for (int at = 0; at < head.Length;)
        {
            int feed = head[at..].IndexOf((byte)'\n');
            int end = feed < 0 ? head.Length : at + feed;
            bool cut = feed < 0 && lines.Count > 0;
            if (!cut && !LogText.WithoutReturn(head[at..end]).Trim((byte)0).IsEmpty)
            {
                lines.Add(at..end);
            }
            at = end + 1;
        }
        return lines;
    }

    private static bool IsErrorLog(ReadOnlySpan<byte> head, List<Range> lines)
    {
        int records = 0, others = 0;
        bool open = false;
        foreach (var range in lines)
        {
            var line = LogText.WithoutReturn(head[range]);
            if (ErrorTime.Find(line) == 0 && ErrorLineParser.TryParse(line, out var record))
            {
                records++;
                // What an application or a script says may go on over many lines.
                open = record.Client.IsEmpty
                    && (record.Message.StartsWith("FastCGI sent in stderr: \""u8) || record.Message.IndexOf("lua "u8) >= 0 || record.Message.StartsWith("js: "u8));
            }
            else if (!open)
            {
                others++;
            }
        }
        return Most(records, records + others);
    }

    private static AccessFormat? Format(ReadOnlySpan<byte> head, List<Range> lines, IReadOnlyList<AccessFormat> candidates)
    {
        AccessFormat? best = null;
        int most = 0;
        foreach (var format in candidates.Where(c => c.HasStatus).Append(AccessFormat.Combined).Append(AccessFormat.Ingress))
        {
            int fits = Fits(head, lines, format);
            (best, most) = fits > most ? (format, fits) : (best, most);
        }
        return Most(most, lines.Count) ? best
            : Most(Fits(head, lines, AccessFormat.CombinedAndMore), lines.Count) ? AccessFormat.CombinedAndMore
            : null;
    }

    private static int Fits(ReadOnlySpan<byte> head, List<Range> lines, AccessFormat format)
    {
        var scanner = new AccessLineScanner(format);
        var time = new AccessTime();
        int fits = 0;
        foreach (var range in lines)
        {
            var line = LogText.WithoutReturn(head[range]);
            fits += scanner.TryScan(line) && (!format.HasTime || time.TryRead(line[scanner.Values[(int)AccessField.Time]], out _)) ? 1 : 0;
        }
        return fits;
    }

    private static bool Most(int fits, int all) => fits > 0 && fits * Whole >= all * Fitting;
}
