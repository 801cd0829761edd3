namespace Gatemedic.Logs;

/// <summary>Divides sources into parts that can be read side by side.</summary>
internal static class SurveyPlan
{
    /// <summary>The part of a source that falls into the window; all of what can only be read from front to back.</summary>
    internal static LogRange Range(LogSource source, LogWindow window, CancellationToken stop)
    {
        var whole = new LogRange(0, source.Bytes.Length ?? long.MaxValue, 1, null);
        return window == LogWindow.All || LogTimes.TimeOf(source.Dialect, source.Format, source.Zone) is not { } timeOf
            ? whole
            : WindowSearch.Find(source.Bytes, window, timeOf, new SearchBounds(stop));
    }

    /// <summary>The parts in the order in which they are begun: what can only be read from front to back first, for it takes longest.</summary>
    internal static SurveyPart[] Parts(IReadOnlyList<LogSource> sources, LogRange[] ranges, long length)
    {
        var parts = new List<SurveyPart>();
        foreach (int source in Enumerable.Range(0, sources.Count).OrderBy(s => sources[s].Bytes.Length is null ? 0 : 1))
        {
            var (bytes, range) = (sources[source].Bytes, ranges[source]);
            long step = bytes.Length is null || sources[source].Dialect == LogDialect.Mixed ? long.MaxValue : length;
            for (long at = range.Start; at < range.End;)
            {
                long end = step > range.End - at ? range.End : at + step;
                parts.Add(new SurveyPart(source, at, end, at == range.Start, new LogSegment(sources[source].Name, parts.Count, sources[source].Dialect == LogDialect.Mixed ? null : bytes) { IsHead = at == 0 }));
                at = end;
            }
        }
        return [.. parts];
    }

    /// <summary>Numbers the lines of each part on from those of the parts before it.</summary>
    internal static void Number(SurveyPart[] parts, LogRange[] ranges)
    {
        foreach (var source in parts.GroupBy(p => p.Source))
        {
            long line = ranges[source.Key].FirstLine;
            foreach (var part in source.OrderBy(p => p.Start))
            {
                part.Segment.FirstLine = line;
                line += line > 0 ? part.Lines : 0;
            }
        }
    }
}
