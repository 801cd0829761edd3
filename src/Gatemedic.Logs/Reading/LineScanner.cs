namespace Gatemedic.Logs;

/// <summary>Yields the lines that start in a byte range of a log, as spans of one buffer that never grows.</summary>
internal sealed class LineScanner
{
    /// <summary>Bytes of a line beyond this are passed over; nginx writes at most 2048 to an error log, and access lines stay far below.</summary>
    internal const int Longest = 64 << 10;

    private const int Rest = 4 << 10;

    private readonly ILogBytes _log;
    private readonly byte[] _buffer;
    private readonly int _block;
    private readonly CancellationToken _stop;
    private readonly bool _sized;
    private LogRange _range = new(0, 0, 0, null);
    private long _number;
    private long _bufferOffset;
    private int _line;      // start of the current line
    private int _length;    // of the current line, without its line feed
    private int _next;      // start of the line after it
    private int _filled;
    private int _breaks;    // line feeds passed with the current line
    private int _beyond;    // of them, those of lines that start after the range
    private long _passedBeyond;
    private bool _overlong; // the rest of the current line is still to be passed over

    internal LineScanner(ILogBytes log, LogRange range, int block, CancellationToken stop)
    {
        _log = log;
        _stop = stop;
        _block = block;
        _sized = log.Length is not null;
        _buffer = new byte[Longest + Math.Max(block, Rest)];
        Restart(range);
    }

    /// <summary>The log.</summary>
    internal ILogBytes Log => _log;

    /// <summary>The current line, without line feed; valid until the scanner is used again.</summary>
    internal ReadOnlySpan<byte> Line => _buffer.AsSpan(_line, _length);

    /// <summary>Where the current line starts in the log.</summary>
    internal long Offset => _bufferOffset + _line;

    /// <summary>Number of the current line; 0 where the range's first line has no number.</summary>
    internal long Number => _range.FirstLine > 0 ? _number : 0;

    /// <summary>Where the current line stands.</summary>
    internal LinePlace Place => new(Offset, Number);

    /// <summary>Lines that start in the range and were gone through, the current one not counted.</summary>
    internal long Passed => _number - _range.FirstLine - _passedBeyond;

    /// <summary>How far the range was gone through: the offset after the current line.</summary>
    internal long End => NextOffset;

    /// <summary>Why the log ended before the range did, null when it did not.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Begins another range of the same log.</summary>
    internal void Restart(LogRange range)
    {
        _range = range;
        _number = range.FirstLine;
        _bufferOffset = range.Start;
        _line = _length = _next = _filled = _breaks = _beyond = 0;
        _passedBeyond = 0;
        _overlong = false;
    }

    /// <summary>Goes to the next line; false when none starts in the range.</summary>
    internal bool Next()
    {
        Pass(_range.End);
        return NextOffset < _range.End && Begin();
    }

    /// <summary>Goes to the next line even where it starts after the range; false at the end of the log.</summary>
    internal bool NextBeyond()
    {
        Pass(long.MaxValue);
        return Begin();
    }

    /// <summary>Joins the following line to the current one; false at the end.</summary>
    internal bool Extend()
    {
        if (_overlong || _next >= _filled)
        {
            return false;
        }
        _beyond += NextOffset < _range.End ? 0 : 1;
        return Take(_next - _line);
    }

    /// <summary>Gives back joined lines: the current line is its first <paramref name="length"/> bytes again.</summary>
    internal void Retract(int length)
    {
        _length = length;
        _next = _line + length + 1;
        _breaks = 1;
        _beyond = Offset < _range.End ? 0 : 1;
        _overlong = false;
    }

    /// <summary>The start of the following line, up to <paramref name="count"/> bytes of it.</summary>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        if (_overlong)
        {
            return [];
        }
        while (_filled - _next < count && _buffer.AsSpan(_next, _filled - _next).IndexOf((byte)'\n') < 0 && Fill())
        {
        }
        var ahead = _buffer.AsSpan(_next, Math.Min(count, _filled - _next));
        int end = ahead.IndexOf((byte)'\n');
        return end < 0 ? ahead : ahead[..end];
    }

    private long NextOffset => _bufferOffset + _next;

    // Counts what the current line passed, and goes to the end of one that was too long to be kept, or to where no line matters any more.
    private void Pass(long end)
    {
        _number += _breaks;
        _passedBeyond += _beyond;
        _breaks = _beyond = 0;
        if (_overlong)
        {
            PassRest(end);
        }
    }

    private bool Begin()
    {
        _line = _next;
        _length = 0;
        _beyond = NextOffset < _range.End ? 0 : 1;
        return Take(0);
    }

    // Looks for the line feed from `scanned` bytes into the current line on.
    private bool Take(int scanned)
    {
        while (true)
        {
            int at = _buffer.AsSpan(_line + scanned, _filled - _line - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                _length = scanned + at;
                _next = _line + _length + 1;
                _breaks++;
                return true;
            }
            scanned = _filled - _line;
            if (scanned >= Longest)
            {
                _length = Longest;
                _next = _filled;
                _overlong = true;
                return true;
            }
            if (!Fill())
            {
                bool any = scanned > _length;
                _length = scanned;
                _next = _filled;
                return any;
            }
        }
    }

    private void PassRest(long end)
    {
        _overlong = false;
        _number++;
        while (NextOffset < end)
        {
            int at = _buffer.AsSpan(_next, _filled - _next).IndexOf((byte)'\n');
            if (at >= 0)
            {
                _next += at + 1;
                return;
            }
            _line = _next = _filled;
            _length = 0;
            if (!Fill())
            {
                return;
            }
        }
    }

    private bool Fill()
    {
        long left = _range.Limit - _bufferOffset - _filled;
        if (left <= 0)
        {
            // The end of a stream that cannot be read backwards is not known.
            Trouble = _sized ? Trouble : $"only the first {WindowSearch.Size(_bufferOffset + _filled)} were read";
            return false;
        }
        if (_stop.IsCancellationRequested)
        {
            Trouble = "the time for reading was over";
            return false;
        }
        if (_filled + Math.Max(_block, Rest) > _buffer.Length)
        {
            int keep = _filled - _line;
            _buffer.AsSpan(_line, keep).CopyTo(_buffer);
            _bufferOffset += _line;
            _next -= _line;
            _filled = keep;
            _line = 0;
        }
        // After the range only the rest of its last line is wanted.
        long ahead = _range.End - _bufferOffset - _filled;
        int wanted = (int)Math.Min(Math.Min(ahead > 0 ? Math.Min(ahead, _block) : Rest, left), _buffer.Length - _filled);
        int got = wanted == 0 ? 0 : Read(wanted);
        _filled += got;
        return got > 0;
    }

    private int Read(int wanted)
    {
        try
        {
            int got = _log.Read(_bufferOffset + _filled, _buffer.AsSpan(_filled, wanted));
            if (got == 0 && _sized)
            {
                Trouble = "the log shrank while it was read";
            }
            return got;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Trouble = "reading failed: " + e.Message;
            return 0;
        }
    }
}
