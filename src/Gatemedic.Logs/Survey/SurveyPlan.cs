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
        foreach (bool isStream in (bool[])[true, false])
        {
            for (int i = 0; i < sources.Count; i++)
            {
                if (sources[i].Bytes.Length is null == isStream)
                {
                    Divide(i, sources[i], ranges[i], isStream ? long.MaxValue : length, parts);
                }
            }
        }
        return [.. parts];
    }

    private static void Divide(int number, LogSource source, LogRange range, long length, List<SurveyPart> parts)
    {
        bool isMixed = source.Dialect == LogDialect.Mixed;
        for (long at = range.Start; at < range.End;)
        {
            long end = isMixed || length > range.End - at ? range.End : at + length;
            parts.Add(new SurveyPart(number, at, end, at == range.Start, new LogSegment(source.Name, parts.Count, isMixed ? null : source.Bytes) { IsHead = at == 0 }));
            at = end;
        }
    }

    /// <summary>Numbers the lines of each part on from those of the parts before it.</summary>
    internal static void Number(SurveyPart[] parts, LogRange[] ranges)
    {
        // The parts of a source follow each other.
        long line = 0;
        foreach (var part in parts)
        {
            line = part.First ? ranges[part.Source].FirstLine : line;
            part.Segment.FirstLine = line;
            line += line > 0 ? part.Lines : 0;
        }
    }
}
