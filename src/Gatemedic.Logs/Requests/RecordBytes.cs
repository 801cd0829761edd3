namespace Gatemedic.Logs;

/// <summary>
/// Keeps the bytes of the newest records, one after the other, in pieces that are made when they are first needed and used again when the
/// oldest have left: it never moves a byte, and holds little where little is kept. Places are counted without end.
/// </summary>
/// <param name="most">Most bytes.</param>
internal sealed class RecordBytes(int most)
{
    private readonly int _length = Math.Min(most, 64 << 10);
    private readonly byte[]?[] _pieces = new byte[most / Math.Min(most, 64 << 10)][];
    private readonly Stack<byte[]> _spare = [];
    private long _end;
    private long _oldest;

    internal ReadOnlySpan<byte> this[long start, int length] => _pieces[start / _length % _pieces.Length].AsSpan((int)(start % _length), length);

    /// <summary>So long a record finds place beside those from the oldest on.</summary>
    internal bool HasRoom(int length, long oldest) => (Next(length) / _length) - (oldest / _length) < _pieces.Length;

    /// <summary>Keeps a record and gives its place.</summary>
    /// <param name="record">Not longer than a piece.</param>
    /// <param name="oldest">Place of the oldest that is still needed; null for none.</param>
    internal long Add(ReadOnlySpan<byte> record, long? oldest)
    {
        long start = Next(record.Length);
        for (long needed = (oldest ?? start) / _length; _oldest < needed; _oldest++)
        {
            ref var piece = ref _pieces[_oldest % _pieces.Length];
            if (piece is not null)
            {
                _spare.Push(piece);
                piece = null;
            }
        }
        ref var place = ref _pieces[start / _length % _pieces.Length];
        place ??= _spare.TryPop(out var used) ? used : new byte[_length];
        record.CopyTo(place.AsSpan((int)(start % _length)));
        _end = start + record.Length;
        return start;
    }

    // A record does not go over the end of its piece.
    private long Next(int length) => _end % _length + length > _length ? (_end / _length + 1) * _length : _end;
}
