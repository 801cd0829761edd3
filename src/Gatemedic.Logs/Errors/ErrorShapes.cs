namespace Gatemedic.Logs;

/// <summary>
/// Tells the shape of a record. Most phrases ("connect() failed (111: Connection refused) while connecting to upstream") come again and again,
/// so they are taken apart once and then only compared.
/// </summary>
internal sealed class ErrorShapes
{
    // Phrases with names and numbers in them seldom come again and are not kept; of the others there are a few hundred.
    private const int MostPhrases = 1024;

    // nginx has a few hundred; the rest is made up.
    private const int MostShapes = 4096;

    private readonly ByteTable<ErrorShape> _phrases = new(MostPhrases);

    // By pattern, the first place for records that fit none; each the head of a chain.
    private readonly ErrorShape?[] _shapes = new ErrorShape?[SignatureCatalog.Patterns.Length + 1];
    private int _count;
    private readonly Range[] _holes = new Range[SignatureIndex.MostHoles];

    /// <summary>The shape of a record that was outlined.</summary>
    internal ErrorShape Of(ReadOnlySpan<byte> phrase, bool hasContext)
    {
        if (hasContext && _phrases.Find(phrase) is { } known)
        {
            return known;
        }
        var line = new ErrorLine { HasContext = hasContext };
        ErrorLineParser.ReadPhrase(phrase, ref line);
        var shape = Of(line);
        if (hasContext && shape.Pattern is { Names.Length: 0 })
        {
            _phrases.TryAdd(phrase, shape);
        }
        return shape;
    }

    /// <summary>The shape of a record that was taken apart.</summary>
    internal ErrorShape Of(in ErrorLine line)
    {
        var pattern = SignatureCatalog.Index.Find(line.Message, _holes);
        string? action = line.Action.IsEmpty ? null : ErrorAction.Text(line.Action);
        ref var head = ref _shapes[(pattern?.Number ?? -1) + 1];
        for (var shape = head; shape is not null; shape = shape.Next)
        {
            if (shape.Errno == line.Errno && shape.Action == action)
            {
                return shape;
            }
        }
        var found = new ErrorShape(_count, pattern, line.Errno, action) { Next = head };
        if (_count < MostShapes)
        {
            _count++;
            head = found;
        }
        return found;
    }
}
