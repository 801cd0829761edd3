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
    private readonly Dictionary<(int Pattern, int Errno, string Action), ErrorShape> _shapes = [];
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
        string action = ErrorAction.Text(line.Action);
        var key = (pattern?.Index ?? -1, line.Errno ?? 0, action);
        if (!_shapes.TryGetValue(key, out var shape))
        {
            shape = new ErrorShape(_shapes.Count, pattern, line.Errno, action.Length == 0 ? null : action);
            if (_shapes.Count < MostShapes)
            {
                _shapes[key] = shape;
            }
        }
        return shape;
    }
}
