namespace Gatemedic.Logs;

/// <summary>
/// Recognises the lines of a log of any mixture one at a time: takes wrappers off, tells nginx's own lines from those of other programs, and
/// holds what has several lines until it is complete. Bounded whatever is fed.
/// </summary>
internal sealed class MixedLineReader(MixedSettings settings, IMixedRecords records)
{
    private const int MostWrappers = 4;

    // Writers whose records are incomplete at one time.
    private const int MostHeld = 64;

    private readonly LineClock _clock = new(settings.Zone, settings.Written);
    private readonly WitnessReader _witnesses = new(settings);
    private readonly AccessFormats _access = new(settings.Formats);
    private readonly JournalExport _export = new();
    private readonly Envelope _envelope = new();
    private readonly Envelope _exported = new();
    private readonly Dictionary<LineStream, HeldRecord> _held = [];
    private readonly Dictionary<LineStream, string> _voices = [];
    private readonly TerminalColours _colours = new();
    private readonly CutLines _cut = new();

    /// <summary>Reads the next line, without its line feed.</summary>
    internal void Read(ReadOnlySpan<byte> line, long offset, long number)
    {
        line = LogText.WithoutReturn(line);
        if (_export.Takes(line, _exported))
        {
            if (_export.IsComplete)
            {
                Whole(_export.Message, _exported, new MixedPlace(offset, number, _exported.Time));
            }
            return;
        }
        _envelope.Clear();
        var text = Unwrap(ErrorTime.HasShape(line) ? line : _colours.TakeOff(line));
        var place = new MixedPlace(offset, number, _envelope.Time);
        if (_envelope.IsWhole && text.Contains((byte)'\n'))
        {
            Whole(text, _envelope, place);
        }
        else if (_cut.Join(ref text, _envelope))
        {
            One(text, _envelope, place);
        }
    }

    /// <summary>Gives what is still held.</summary>
    internal void Flush()
    {
        foreach (var held in _held.Values)
        {
            Give(held);
        }
        _held.Clear();
    }

    private ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> text)
    {
        for (int depth = 0; depth < MostWrappers && !text.IsEmpty && !ErrorTime.HasShape(text); depth++)
        {
            // An access log may be JSON itself.
            if (text[0] == '{' && _access.Find(text) is not null)
            {
                break;
            }
            if (!JsonWrapper.TryOpen(text, _envelope, depth, out var inner) && !TextWrappers.TryOpen(text, _envelope, _clock, out inner))
            {
                break;
            }
            text = inner;
        }
        return LogText.WithoutReturn(text);
    }

    // A record with all its lines.
    private void Whole(ReadOnlySpan<byte> text, Envelope envelope, in MixedPlace place)
    {
        while (!text.IsEmpty)
        {
            int feed = text.IndexOf((byte)'\n');
            One(LogText.WithoutReturn(feed < 0 ? text : text[..feed]), envelope, place);
            text = feed < 0 ? [] : text[(feed + 1)..];
        }
        if (_held.Remove(envelope.Stream, out var held))
        {
            Give(held);
        }
    }

    private void One(ReadOnlySpan<byte> text, Envelope envelope, in MixedPlace place)
    {
        var stream = envelope.Stream;
        if (_held.Count > 0 && _held.TryGetValue(stream, out var held))
        {
            if (held.Takes(text, out bool complete))
            {
                if (complete)
                {
                    _held.Remove(stream);
                    Give(held);
                }
                return;
            }
            _held.Remove(stream);
            Give(held);
        }
        if (text.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)0) < 0)
        {
            return;
        }
        int start = ErrorTime.Find(text);
        if (start >= 0 && ErrorLineParser.TryParse(text[start..], out var line))
        {
            if (line.Client.IsEmpty && line.Message.StartsWith("FastCGI sent in stderr: \""u8))
            {
                Hold(stream, new HeldRecord { Place = place }, text[start..]);
                return;
            }
            _voices.Remove(stream);
            records.Error(text[start..], place);
        }
        else if (_access.Find(text) is { } format && !IsOthers(text, envelope))
        {
            records.Access(text, format, place);
        }
        else
        {
            Witness(text, envelope, place);
        }
    }

    // gunicorn and Apache write access lines as nginx does: theirs are those among their other lines, and their client is nginx.
    private bool IsOthers(ReadOnlySpan<byte> text, Envelope envelope) =>
        WitnessReader.IsOther(envelope)
        || (_voices.ContainsKey(envelope.Stream) && (envelope.Stream != default || text.StartsWith("127.0.0.1 "u8) || text.StartsWith(" - "u8) || text.StartsWith("- - "u8)));

    private void Witness(ReadOnlySpan<byte> text, Envelope envelope, in MixedPlace place)
    {
        var found = _witnesses.Read(text, envelope, place, _voices.GetValueOrDefault(envelope.Stream));
        if (found?.Program is "gunicorn" or "apache" && _voices.Count < MostHeld)
        {
            _voices[envelope.Stream] = found.Program;
        }
        var trace = found is null ? Trace.Start(text) : Trace.After(found.Program, found.Signature, found.Level);
        if (trace is not null)
        {
            Hold(envelope.Stream, new HeldRecord { Place = place, Event = found ?? _witnesses.Unnamed(text, envelope, place), Trace = trace }, text);
        }
        else if (found is not null)
        {
            records.Witness(found);
        }
        else
        {
            records.Unknown(1);
        }
    }

    private void Hold(LineStream stream, HeldRecord held, ReadOnlySpan<byte> text)
    {
        if (_held.Count >= MostHeld)
        {
            Flush();
        }
        held.Add(text);
        _held[stream] = held;
    }

    private void Give(HeldRecord held)
    {
        if (held.Trace is null)
        {
            records.Error(held.Text, held.Place);
        }
        else if (_witnesses.Finish(held) is { } witness)
        {
            records.Witness(witness);
        }
        else
        {
            records.Unknown(held.Lines);
        }
    }
}
