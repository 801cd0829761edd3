namespace Gatemedic.Logs;

/// <summary>Reads the last part of nginx's logs. Never throws for what stands in a log, and never needs more memory for a larger one.</summary>
public static class LogTail
{
    private const int SearchBlock = 64 << 10;
    private const int ReadBlock = 256 << 10;

    /// <summary>Reads an error log.</summary>
    public static LogSummary ReadErrors(Stream log, LogReading reading) => ReadErrors(log, reading, SearchBlock, ReadBlock);

    /// <summary>Reads an access log written in the format.</summary>
    public static LogSummary ReadAccess(Stream log, AccessFormat format, LogReading reading) =>
        ReadAccess(log, format, reading, SearchBlock, ReadBlock);

    /// <summary>Reads an error log.</summary>
    public static LogSummary ReadErrors(ILogBytes log, LogReading reading) => ReadErrors(log, reading, SearchBlock, ReadBlock);

    /// <summary>Reads an access log written in the format.</summary>
    public static LogSummary ReadAccess(ILogBytes log, AccessFormat format, LogReading reading) =>
        ReadAccess(log, format, reading, SearchBlock, ReadBlock);

    internal static LogSummary ReadErrors(Stream log, LogReading reading, int searchBlock, int readBlock) =>
        ReadErrors(new StreamLogBytes(log), reading, searchBlock, readBlock);

    internal static LogSummary ReadAccess(Stream log, AccessFormat format, LogReading reading, int searchBlock, int readBlock) =>
        ReadAccess(new StreamLogBytes(log), format, reading, searchBlock, readBlock);

    private static LogSummary ReadErrors(ILogBytes log, LogReading reading, int searchBlock, int readBlock)
    {
        var reader = new ErrorLogReader(reading);
        return Read(log, reading, reader.TimeOf, reader.Read, searchBlock, readBlock);
    }

    private static LogSummary ReadAccess(ILogBytes log, AccessFormat format, LogReading reading, int searchBlock, int readBlock)
    {
        var timed = format.HasTime ? reading : reading with { Since = null };
        var reader = new AccessLogReader(format, timed);
        var summary = Read(log, timed, reader.TimeOf, reader.Read, searchBlock, readBlock);
        return format.HasTime || reading.Since is null
            ? summary
            : summary with { Cut = summary.Cut ?? "the log's format has no time, so lines of any age were read" };
    }

    private static LogSummary Read(
        ILogBytes bytes, LogReading reading, LineTime timeOf, Func<LineScanner, LogSummary> read, int searchBlock, int readBlock)
    {
        try
        {
            var bounds = new SearchBounds(reading.Stop) { Most = reading.MaxBytes, Block = searchBlock };
            var range = WindowSearch.Find(bytes, new LogWindow(reading.Since, null), timeOf, bounds);
            var lines = new LineScanner(bytes, range, readBlock, reading.Stop);
            var summary = read(lines);
            return summary with { Cut = lines.Trouble ?? range.Cut };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The search for the start failed: nothing was read.
            return new LogSummary { Lines = 0, Cut = "reading failed: " + e.Message };
        }
    }
}
