using System.Buffers;

namespace Gatemedic.Nginx;

/// <summary>What ended a statement.</summary>
internal enum StatementEnd
{
    Semicolon,
    BlockStart,
    BlockEnd,
    EndOfFile,
    Fault,
}

/// <summary>A word of a statement: where it stands.</summary>
/// <param name="Start">Byte offset of its first byte, without the quote.</param>
/// <param name="End">Byte offset after its last byte, without the quote.</param>
/// <param name="Line">1-based line of its first byte.</param>
/// <param name="Quote">The quote around it, 0 when there is none.</param>
/// <param name="IsEscaped">It has a backslash.</param>
internal readonly record struct Word(int Start, int End, int Line, byte Quote, bool IsEscaped)
{
    /// <summary>Byte offset of its first byte, the quote included.</summary>
    public int FirstByte => Quote != 0 ? Start - 1 : Start;
}

/// <summary>A comment.</summary>
/// <param name="Start">Byte offset after its '#'.</param>
/// <param name="End">Byte offset of the line feed that ends it, or of the end of the file.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Words">How many words of its statement stand before it.</param>
internal readonly record struct Comment(int Start, int End, int Line, int Words);

/// <summary>Cuts the bytes of one file into statements exactly as ngx_conf_read_token does, byte limits and line numbers included.</summary>
internal sealed class StatementScanner(ReadOnlyMemory<byte> content, WordPool pool)
{
    /// <summary>NGX_CONF_BUFFER: a word or a comment must fit, with the byte that ends it.</summary>
    internal const int BufferSize = 4096;

    private static readonly SearchValues<byte> EndsBareWord = SearchValues.Create(" \t\r\n;{\\$"u8);
    private static readonly SearchValues<byte> EndsDoubleQuoted = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> EndsSingleQuoted = SearchValues.Create("'\\"u8);

    /// <summary>nginx's <c>start</c>: where the byte limit counts from.</summary>
    private int start;
    private int startLine = 1;

    /// <summary>Bytes consumed.</summary>
    public int Position { get; private set; }

    /// <summary>The line that nginx would report now.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Words of the current statement.</summary>
    public List<Word> Words { get; } = [];

    /// <summary>The file.</summary>
    public ReadOnlySpan<byte> Bytes => content.Span;

    /// <summary>nginx's message when the statement ended with <see cref="StatementEnd.Fault"/>.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>The quote that was open at the fault, and its line.</summary>
    public (char Quote, int Line)? OpenQuote { get; private set; }

    /// <summary>The last word is bare and not ended: the file ends in it.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Comments that <see cref="Next"/> passed over; null when nobody wants them.</summary>
    public List<Comment>? Comments { get; init; }

    /// <summary>Goes on elsewhere: after a body that another scanner has read.</summary>
    public void Resume(int position, int line) => (Position, Line) = (position, line);

    /// <summary>The value of a word as nginx stores it.</summary>
    public string Text(Word word) => pool.Text(content.Span[word.Start..word.End], word.IsEscaped);

    /// <summary>Reads the next statement into <see cref="Words"/>.</summary>
    public StatementEnd Next()
    {
        var bytes = content.Span;
        Words.Clear();
        Comments?.Clear();
        start = Position;
        startLine = Line;
        var mustSeparate = false;
        while (true)
        {
            if (Position == bytes.Length)
            {
                return Words.Count == 0 ? StatementEnd.EndOfFile : Unfinished();
            }

            if (Position - start == BufferSize)
            {
                return TooLong(bytes, null);
            }

            var ch = bytes[Position++];
            if (ch is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                if (ch == '\n')
                {
                    Line++;
                }

                // After a closing quote nginx still counts from the start of the word.
                if (!mustSeparate)
                {
                    start = Position - 1;
                    startLine = Line;
                }

                mustSeparate = false;
                continue;
            }

            if (mustSeparate)
            {
                switch (ch)
                {
                    case (byte)';':
                        return StatementEnd.Semicolon;
                    case (byte)'{':
                        return StatementEnd.BlockStart;
                    case (byte)')':
                        mustSeparate = false;
                        break;
                    default:
                        return Unexpected(ch);
                }
            }

            start = Position - 1;
            startLine = Line;
            switch (ch)
            {
                case (byte)';' or (byte)'{' when Words.Count == 0:
                    return Unexpected(ch);
                case (byte)';':
                    return StatementEnd.Semicolon;
                case (byte)'{':
                    return StatementEnd.BlockStart;
                case (byte)'}':
                    return Words.Count == 0 ? StatementEnd.BlockEnd : Unexpected(ch);
                case (byte)'#':
                    if (SkipComment(bytes) is { } commentEnd)
                    {
                        return commentEnd;
                    }

                    break;
                case (byte)'"' or (byte)'\'':
                    if (ReadQuoted(bytes, ch) is { } quotedEnd)
                    {
                        return quotedEnd;
                    }

                    mustSeparate = true;
                    break;
                default:
                    if (ReadBare(bytes, ch) is { } bareEnd)
                    {
                        return bareEnd;
                    }

                    break;
            }
        }
    }

    private StatementEnd? SkipComment(ReadOnlySpan<byte> bytes)
    {
        var limit = Limit(bytes);
        var length = bytes[Position..limit].IndexOf((byte)'\n');
        if (length < 0)
        {
            Comments?.Add(new Comment(Position, limit, Line, Words.Count));
            Position = limit;
            return limit < bytes.Length ? TooLong(bytes, null) : Words.Count == 0 ? StatementEnd.EndOfFile : Unfinished();
        }

        Comments?.Add(new Comment(Position, Position + length, Line, Words.Count));
        Position += length + 1;
        Line++;
        start = Position - 1;
        startLine = Line;
        return null;
    }

    private StatementEnd? ReadQuoted(ReadOnlySpan<byte> bytes, byte quote)
    {
        start = Position;
        var limit = Limit(bytes);
        var stops = quote == '"' ? EndsDoubleQuoted : EndsSingleQuoted;
        var escaped = false;
        var at = Position;
        while (true)
        {
            var step = at < limit ? bytes[at..limit].IndexOfAny(stops) : -1;
            if (step >= 0 && bytes[at + step] == '\\')
            {
                escaped = true;
                at += step + 2;
                continue;
            }

            Position = step < 0 ? limit : at + step + 1;
            Line += bytes[start..Position].Count((byte)'\n');
            if (step < 0)
            {
                OpenQuote = ((char)quote, startLine);
                return limit < bytes.Length ? TooLong(bytes, (char)quote) : Unfinished();
            }

            Words.Add(new Word(start, Position - 1, startLine, quote, escaped));
            return null;
        }
    }

    private StatementEnd? ReadBare(ReadOnlySpan<byte> bytes, byte first)
    {
        var limit = Limit(bytes);
        var escaped = first == '\\';
        var at = first == '$' ? SkipBraces(bytes, Position, limit) : escaped ? Position + 1 : Position;
        while (true)
        {
            var step = at < limit ? bytes[at..limit].IndexOfAny(EndsBareWord) : -1;
            if (step < 0)
            {
                Position = limit;
                Line += bytes[start..Position].Count((byte)'\n');
                if (limit < bytes.Length)
                {
                    return TooLong(bytes, null);
                }

                Words.Add(new Word(start, bytes.Length, startLine, 0, escaped));
                IsCutOff = true;
                return Unfinished();
            }

            at += step + 1;
            var ch = bytes[at - 1];
            if (ch == '\\')
            {
                escaped = true;
                at++;
                continue;
            }

            if (ch == '$')
            {
                at = SkipBraces(bytes, at, limit);
                continue;
            }

            Words.Add(new Word(start, at - 1, startLine, 0, escaped));

            // Only an escaped or the final byte of a bare word can be a line feed.
            Line += escaped ? bytes[start..at].Count((byte)'\n') : ch == '\n' ? 1 : 0;
            Position = at;
            return ch switch { (byte)';' => StatementEnd.Semicolon, (byte)'{' => StatementEnd.BlockStart, _ => null };
        }
    }

    /// <summary>After '$' any number of '{' belongs to the word: nginx's <c>variable</c> flag outlives them.</summary>
    private static int SkipBraces(ReadOnlySpan<byte> bytes, int at, int limit)
    {
        while (at < limit && bytes[at] == '{')
        {
            at++;
        }

        return at;
    }

    private int Limit(ReadOnlySpan<byte> bytes) => Math.Min(bytes.Length, start + BufferSize);

    private StatementEnd Unexpected(byte ch) => Fail($"unexpected \"{pool.Text([ch], false)}\"");

    private StatementEnd Unfinished() => Fail("unexpected end of file, expecting \";\" or \"}\"");

    private StatementEnd TooLong(ReadOnlySpan<byte> bytes, char? quote)
    {
        Line = startLine;
        return Fail(quote is { } open
            ? $"too long parameter, probably missing terminating \"{open}\" character"
            : $"too long parameter \"{pool.Text(bytes.Slice(start, 10), false)}...\" started");
    }

    private StatementEnd Fail(string message)
    {
        Fault = message;
        return StatementEnd.Fault;
    }
}
