using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gatemedic.Settings;

/// <summary>A scalar, a list or a map of a settings file, with its line.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Text">Of a scalar, else null.</param>
/// <param name="Items">Of a list, else null.</param>
/// <param name="Pairs">Of a map, else null.</param>
internal sealed record YamlPart(long Line, string? Text, IReadOnlyList<YamlPart>? Items, IReadOnlyList<(string Name, long Line, YamlPart Value)>? Pairs);

/// <summary>Reads the one document of a settings file from the parser's events: no anchors, no tags, no depth, and a name once.</summary>
internal static class YamlTree
{
    // A list of waivers, a waiver, a value.
    private const int Deepest = 4;

    /// <summary>The document; null when the file is empty.</summary>
    /// <exception cref="YamlException">It is no YAML, or more than settings need.</exception>
    public static YamlPart? Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            parser.Consume<DocumentStart>();
            return parser.Current is Scalar { Value.Length: 0 } ? null : Part(parser, 0);
        }
        catch (ArgumentException fault)
        {
            // An escape of a character that does not exist, "\UFFFFFFFF", is not told as a YamlException.
            var at = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, fault.Message);
        }
    }

    private static YamlPart Part(IParser parser, int depth)
    {
        var at = parser.Current!;
        if (depth > Deepest || at is not (Scalar or SequenceStart or MappingStart) || (at is NodeEvent node && !node.Anchor.IsEmpty))
        {
            throw new YamlException(at.Start, at.End, "settings are plain values, lists and maps, without anchors and not this deep");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlPart(scalar.Start.Line, scalar.Value, null, null);
        }

        return parser.TryConsume<SequenceStart>(out _) ? Items(parser, at.Start.Line, depth) : Pairs(parser, depth);
    }

    private static YamlPart Items(IParser parser, long line, int depth)
    {
        var items = new List<YamlPart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Part(parser, depth + 1));
        }

        return new YamlPart(line, null, items, null);
    }

    private static YamlPart Pairs(IParser parser, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var pairs = new List<(string, long, YamlPart)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!;
            var name = Part(parser, depth + 1).Text ?? throw new YamlException(at.Start, at.End, "a name is one word");
            if (!names.Add(name))
            {
                throw new YamlException(at.Start, at.End, $"\"{name}\" stands here for the second time");
            }

            pairs.Add((name, at.Start.Line, Part(parser, depth + 1)));
        }

        return new YamlPart(start.Start.Line, null, null, pairs);
    }
}
