namespace Gatemedic.Logs;

/// <summary>Yields the lines of a byte range of a log, as spans of one buffer that never grows.</summary>
internal sealed class LineScanner
{
    /// <summary>Bytes of a line beyond this are passed over; nginx writes at most 2048 to an error log, and access lines stay far below.</summary>
    internal const int Longest = 64 << 10;

    private readonly Stream _log;
    private readonly int _block;
    private readonly byte[] _buffer;
    private readonly CancellationToken _stop;
    private readonly bool _sized;
    private readonly bool _numbered;
    private long _number;
    private long _left;
    private long _bufferOffset;
    private int _line;      // start of the current line
    private int _length;    // of the current line, without its line feed
    private int _next;      // start of the line after it
    private int _filled;
    private int _breaks;    // line feeds passed with the current line
    private bool _overlong; // the rest of the current line is still to be passed over

    internal LineScanner(Stream log, LogRange range, int block, CancellationToken stop)
    {
        _log = log;
        _block = block;
        _stop = stop;
        _left = range.End - range.Start;
        _sized = log.CanSeek;
        _bufferOffset = range.Start;
        _number = range.FirstLine;
        _numbered = range.FirstLine > 0;
        _buffer = new byte[Longest + block];
    }

    /// <summary>The current line, without line feed; valid until the scanner is used again.</summary>
    internal ReadOnlySpan<byte> Line => _buffer.AsSpan(_line, _length);

    /// <summary>Where the current line starts in the log.</summary>
    internal long Offset => _bufferOffset + _line;

    /// <summary>Number of the current line; 0 where the range's first line has no number.</summary>
    internal long Number => _numbered ? _number : 0;

    /// <summary>Why the log ended before the range did, null when it did not.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Goes to the next line; false at the end of the range.</summary>
    internal bool Next()
    {
        _number += _breaks;
        _breaks = 0;
        if (_overlong && !PassRest())
        {
            return false;
        }
        _line = _next;
        _length = 0;
        return Take(0);
    }

    /// <summary>Joins the following line to the current one; false at the end.</summary>
    internal bool Extend() => !_overlong && _next < _filled && Take(_next - _line);

    /// <summary>Gives back joined lines: the current line is its first <paramref name="length"/> bytes again.</summary>
    internal void Retract(int length)
    {
        _length = length;
        _next = _line + length + 1;
        _breaks = 1;
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

    private bool PassRest()
    {
        _overlong = false;
        while (true)
        {
            int at = _buffer.AsSpan(_next, _filled - _next).IndexOf((byte)'\n');
            if (at >= 0)
            {
                _next += at + 1;
                _number++;
                return true;
            }
            _line = _next = _filled;
            _length = 0;
            if (!Fill())
            {
                return false;
            }
        }
    }

    private bool Fill()
    {
        if (_left <= 0)
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
        if (_filled + _block > _buffer.Length)
        {
            int keep = _filled - _line;
            _buffer.AsSpan(_line, keep).CopyTo(_buffer);
            _bufferOffset += _line;
            _next -= _line;
            _filled = keep;
            _line = 0;
        }
        int wanted = (int)Math.Min(Math.Min(_block, _left), _buffer.Length - _filled);
        int got = wanted == 0 ? 0 : Read(wanted);
        _filled += got;
        _left -= got;
        return got > 0;
    }

    private int Read(int wanted)
    {
        try
        {
            int got = _log.Read(_buffer, _filled, wanted);
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
