namespace Gatemedic.Logs;

/// <summary>Reads parts of sources, one after the other, into tables of its own.</summary>
internal sealed class SurveyWorker(IReadOnlyList<LogSource> sources, SurveyOrder order, int block, CancellationToken stop)
{
    private readonly LineScanner?[] _scanners = new LineScanner?[sources.Count];
    private readonly ISegmentReader?[] _readers = new ISegmentReader?[sources.Count];
    private readonly byte[] _start = new byte[4 << 10];

    internal SurveyTables Tables { get; } = new();

    internal SourceTally[] Sources { get; } = [.. sources.Select(_ => new SourceTally())];

    /// <summary>Reads a part; what cannot be read is told in the source's tally.</summary>
    internal void Read(SurveyPart part)
    {
        var (source, tally) = (sources[part.Source], Sources[part.Source]);
        try
        {
            long start = part.FirstLine(source.Bytes, _start);
            var range = new LogRange(start, part.End, 1, null) { Limit = source.Bytes.Length ?? part.End };
            var lines = Scanner(part.Source, range);
            if (start < part.End)
            {
                var reader = Reader(part.Source);
                reader.Read(lines, part.Segment, part.First);
                part.Lines = lines.Passed;
                tally.Bytes += Math.Min(lines.End, part.End) - part.Start;
                reader.ReadRest(lines);
            }
            tally.Trouble ??= lines.Trouble;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            tally.Trouble ??= "reading failed: " + e.Message;
        }
    }

    /// <summary>Takes in what another counted.</summary>
    internal void Add(SurveyWorker other)
    {
        Tables.Add(other.Tables);
        for (int s = 0; s < sources.Count; s++)
        {
            Sources[s].Add(other.Sources[s]);
        }
    }

    private LineScanner Scanner(int source, LogRange range)
    {
        if (_scanners[source] is { } known)
        {
            known.Restart(range);
            return known;
        }
        return _scanners[source] = new LineScanner(sources[source].Bytes, range, block, stop);
    }

    private ISegmentReader Reader(int source) => _readers[source] ??= sources[source] switch
    {
        { Dialect: LogDialect.NginxAccess, Format: not null } access => new AccessSegmentReader(access, Tables, order, Sources[source]),
        { Dialect: LogDialect.Mixed } mixed => new MixedSegmentReader(mixed, Tables, order, Sources[source]),
        var other => new ErrorSegmentReader(other.Zone, Tables, order, Sources[source]),
    };
}
