namespace Gatemedic.Logs;

/// <summary>Counts the records of a log of any mixture; it is read from front to back by one worker.</summary>
internal sealed class MixedSegmentReader : ISegmentReader, IMixedRecords
{
    private readonly Dictionary<AccessFormat, AccessCounter> _counters = [];
    private readonly ErrorTime _time;
    private readonly ErrorCounter _errors;
    private readonly MixedLineReader _mixed;
    private readonly LogSource _source;
    private readonly SurveyOrder _order;
    private readonly SurveyTables _tables;
    private readonly SourceTally _tally;
    private LogSegment _segment = new("", 0, null);

    internal MixedSegmentReader(LogSource source, SurveyTables tables, SurveyOrder order, SourceTally tally)
    {
        (_source, _order, _tables, _tally) = (source, order, tables, tally);
        _time = new ErrorTime(source.Zone);
        _errors = new ErrorCounter(tables, order, tally);
        _mixed = new MixedLineReader(
            new MixedSettings { Name = source.Name, Zone = source.Zone, Written = source.Written, Formats = source.Format is { } format ? [format] : [] }, this);
    }

    /// <inheritdoc/>
    public void Read(LineScanner lines, LogSegment segment, bool first)
    {
        _segment = segment;
        while (lines.Next())
        {
            _tally.Lines++;
            _mixed.Read(lines.Line, lines.Offset, lines.Number);
        }
        _mixed.Flush();
    }

    /// <inheritdoc/>
    public void ReadRest(LineScanner lines)
    {
        // The whole log is one segment.
    }

    /// <inheritdoc/>
    public void Error(ReadOnlySpan<byte> record, in MixedPlace place)
    {
        if (_time.TryRead(record, out var time) && ErrorLineParser.TryOutline(record, brief: false, out var line, out var phrase))
        {
            // A wrapper's time has a zone, nginx's own has none.
            _errors.Count(line, phrase, record, LogMoment.Of(place.Time ?? time), new LinePlace(place.Offset, place.Number), _segment, weight: 1);
        }
    }

    /// <inheritdoc/>
    public void Access(ReadOnlySpan<byte> line, AccessFormat format, in MixedPlace place)
    {
        if (!_counters.TryGetValue(format, out var counter))
        {
            _counters[format] = counter = new AccessCounter(_source, format, _tables, _order, _tally);
        }
        counter.TryCount(line, new LinePlace(place.Offset, place.Number), weight: 1);
    }

    /// <inheritdoc/>
    public void Witness(WitnessEvent witness)
    {
        if (witness.Time is { } time)
        {
            if (!_order.Window.Has(time))
            {
                return;
            }
            _tally.Span.Add(time);
        }
        _tables.Witnesses.Add(witness);
    }

    /// <inheritdoc/>
    public void Unknown(long lines) => _tally.Unrecognised += lines;
}
