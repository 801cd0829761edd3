namespace Gatemedic.Logs;

/// <summary>Reads a set of logs, on all processors, into one picture.</summary>
public static class LogSurvey
{
    private const int Block = 256 << 10;

    /// <summary>The picture; never throws for what stands in a log, and never needs more memory for a larger one.</summary>
    /// <param name="sources">What to read. Of a rotated set the oldest comes first.</param>
    /// <param name="window">The time that matters.</param>
    /// <param name="filter">The requests that matter; null for all.</param>
    /// <param name="workers">How many read side by side: the processors of the machine.</param>
    /// <param name="stop">Ends the reading early; what was read until then is told, and <see cref="SourcePicture.Cut"/> says so.</param>
    public static LogPicture Read(IReadOnlyList<LogSource> sources, LogWindow window, LogFilter? filter, int workers, CancellationToken stop) =>
        Read(sources, window, filter, workers, SurveyPart.Length, Block, stop);

    internal static LogPicture Read(IReadOnlyList<LogSource> sources, LogWindow window, LogFilter? filter, int workers, long partLength, int block, CancellationToken stop)
    {
        bool joins = sources.Any(IsAccess) && sources.Any(s => s.Dialect == LogDialect.NginxError) && sources.All(s => s.Bytes.Length is not null);
        var order = new SurveyOrder(window, filter is null ? null : new LineFilter(filter), Judges: !joins);
        var (tables, tallies) = Survey(sources, order, workers, partLength, block, stop);
        // Reads failing lines once more, in time: only so access and error records find each other in bounded memory.
        var joined = joins ? FailedRequests.Count(sources, window, filter, new JoinRoom(), stop) : null;
        return new PictureBuilder(sources, tables, tallies).Build(joined);
    }

    // What the workers needed to read is let go of when they are done.
    private static (SurveyTables Tables, SourceTally[] Tallies) Survey(
        IReadOnlyList<LogSource> sources, SurveyOrder order, int workers, long partLength, int block, CancellationToken stop)
    {
        LogRange[] ranges = [.. sources.Select(s => SurveyPlan.Range(s, order.Window, stop))];
        var parts = SurveyPlan.Parts(sources, ranges, partLength);
        var readers = new SurveyWorker[Math.Clamp(parts.Length, 1, Math.Max(1, workers))];
        int next = -1;
        void Read(int worker)
        {
            var reader = readers[worker] = new SurveyWorker(sources, order, block, stop);
            for (int at; (at = Interlocked.Increment(ref next)) < parts.Length;)
            {
                reader.Read(parts[at]);
            }
        }

        var others = new List<Task>();
        for (int i = 1; i < readers.Length; i++)
        {
            int worker = i;
            others.Add(Task.Factory.StartNew(() => Read(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }
        Read(0);
        Task.WaitAll(others.ToArray(), CancellationToken.None);
        SurveyPlan.Number(parts, ranges);
        for (int i = 1; i < readers.Length; i++)
        {
            readers[0].Add(readers[i]);
        }
        return (readers[0].Tables, readers[0].Sources);
    }

    private static bool IsAccess(LogSource source) => source is { Dialect: LogDialect.NginxAccess, Format: { HasStatus: true, HasTime: true } };
}
