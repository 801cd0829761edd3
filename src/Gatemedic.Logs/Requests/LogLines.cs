namespace Gatemedic.Logs;

/// <summary>Opens a log for reading from front to back.</summary>
internal static class LogLines
{
    // Of a rotated set all files stand open at once, so each gets little.
    private const int Block = 64 << 10;

    internal static LineScanner Open(LogSource source, LogWindow window, CancellationToken stop) =>
        new(source.Bytes, SurveyPlan.Range(source, window, stop), Block, stop);

    /// <summary>Where a line stands: <c>error.log:120</c>.</summary>
    internal static string Place(LogSource source, long offset, long number) => number > 0 ? $"{source.Name}:{number}" : $"{source.Name}@{offset}";
}
