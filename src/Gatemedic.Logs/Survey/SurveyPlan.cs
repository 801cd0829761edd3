namespace Gatemedic.Logs;

/// <summary>Divides sources into parts that can be read side by side.</summary>
internal static class SurveyPlan
{
    /// <summary>The parts in the order in which they are begun: what can only be read from front to back first, for it takes longest.</summary>
    internal static SurveyPart[] Parts(IReadOnlyList<LogSource> sources, long length)
    {
        var parts = new List<SurveyPart>();
        foreach (int source in Enumerable.Range(0, sources.Count).OrderBy(s => sources[s].Bytes.Length is null ? 0 : 1))
        {
            long end = sources[source].Bytes.Length ?? long.MaxValue;
            long step = sources[source].Bytes.Length is null ? long.MaxValue : length;
            for (long at = 0; at < end; at = step > end - at ? end : at + step)
            {
                parts.Add(new SurveyPart(source, at, step > end - at ? end : at + step, at == 0, new LogSegment(sources[source].Name, parts.Count, sources[source].Bytes)));
            }
        }
        return [.. parts];
    }

    /// <summary>Numbers the lines of each part on from those of the parts before it.</summary>
    internal static void Number(SurveyPart[] parts)
    {
        foreach (var source in parts.GroupBy(p => p.Source))
        {
            long line = 1;
            foreach (var part in source.OrderBy(p => p.Start))
            {
                part.Segment.FirstLine = line;
                line += part.Lines;
            }
        }
    }
}
