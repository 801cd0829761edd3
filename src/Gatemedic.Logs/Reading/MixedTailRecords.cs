namespace Gatemedic.Logs;

/// <summary>Counts the records of the newest part of a mixed log: nginx's as in its own logs, the others as witnesses.</summary>
internal sealed class MixedTailRecords(LogReading reading) : IMixedRecords
{
    private readonly LogWindow _window = new(reading.Since, null);
    private readonly ErrorTime _time = new(reading.Zone);
    private readonly ErrorShapes _shapes = new();
    private readonly ErrorTable _errors = new();
    private readonly LogSpan _span = new();
    private readonly Dictionary<AccessFormat, AccessLogReader> _accesses = [];
    private readonly WitnessTable _witnesses = new();

    // A record stands in a wrapper, or is put together of several lines: its bytes are kept, they cannot be read again.
    private readonly LogSegment _segment = new(reading.Name, 0, null) { FirstLine = 1 };
    private long _records;
    private long _requests;
    private bool _tells;

    /// <summary>Lines read.</summary>
    internal long Lines { get; set; }

    /// <inheritdoc/>
    public void Error(ReadOnlySpan<byte> record, in MixedPlace place)
    {
        if (!_time.TryRead(record, out var own) || !ErrorLineParser.TryOutline(record, brief: false, out var line, out var phrase))
        {
            return;
        }
        _records++;
        // A wrapper's time has a zone, nginx's own has none.
        var time = place.Time ?? own;
        if (_window.Has(time))
        {
            _span.Add(time);
            _errors.Add(line, _shapes.Of(phrase, line.HasContext), record, time.ToUnixTimeSeconds(), new LinePlace(place.Offset, place.Number), _segment);
        }
    }

    /// <inheritdoc/>
    public void Access(ReadOnlySpan<byte> line, AccessFormat format, in MixedPlace place)
    {
        _requests++;
        if (!_accesses.TryGetValue(format, out var reader))
        {
            _accesses[format] = reader = new AccessLogReader(format, reading);
        }
        reader.Read(line, new LinePlace(place.Offset, place.Number), _segment);
    }

    /// <inheritdoc/>
    public void Witness(WitnessEvent witness)
    {
        _tells = true;
        if (witness.Time is not { } time || _window.Has(time))
        {
            _witnesses.Add(witness);
        }
    }

    /// <inheritdoc/>
    public void Unknown(long lines)
    {
        // Nobody could say whose they are.
    }

    /// <summary>What was found.</summary>
    internal MixedSummary Summary(string? cut) => new()
    {
        Lines = Lines,
        Tells = _tells || _records + _requests > 0,
        Cut = cut,
        Witnesses = _witnesses.Groups(),
        Errors = _records == 0 ? null : new LogSummary
        {
            Errors = _errors.Groups(reading.Zone),
            Lines = _records,
            From = _span.From,
            To = _span.To,
            Dropped = _errors.Dropped,
            Cut = cut,
        },
        Accesses = _requests == 0 ? null : AccessSummary(cut),
    };

    private LogSummary AccessSummary(string? cut)
    {
        var all = _accesses.Values.Select(r => r.Summary(0, 0)).ToList();
        return new LogSummary
        {
            Accesses = [.. all.SelectMany(s => s.Accesses).OrderByDescending(g => g.Last)],
            Paths = [.. all.SelectMany(s => s.Paths)],
            Lines = _requests,
            From = all.Min(s => s.From),
            To = all.Max(s => s.To),
            Dropped = all.Sum(s => s.Dropped),
            Cut = cut,
        };
    }
}
