using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>How nginx reads a directive's arguments: the ngx_conf_set_*_slot function of its command.</summary>
/// <param name="Kind">The reading function.</param>
/// <param name="Once">A second one in the same block is refused as duplicate.</param>
/// <param name="Words">The values of an enumeration or mask.</param>
/// <param name="Check">What a number must fulfil besides: <c>1..9</c> (either end may be open), or the name of a check; empty for nothing.</param>
public sealed record ValueForm(ValueKind Kind, bool Once, ImmutableArray<string> Words, string Check)
{
    /// <summary>Reads the table's <c>enum once: a b</c>.</summary>
    internal static ValueForm Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (head, tail) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 2)..]);
        var once = head.EndsWith(" once", StringComparison.Ordinal);
        var kind = KindOf(once ? head[..^5] : head);
        return kind is ValueKind.Enumeration or ValueKind.Mask
            ? new ValueForm(kind, once, [.. tail.Split(' ')], "")
            : new ValueForm(kind, once, [], tail);
    }

    private static ValueKind KindOf(string word) => word switch
    {
        "flag" => ValueKind.Flag,
        "string" => ValueKind.String,
        "number" => ValueKind.Number,
        "size" => ValueKind.Size,
        "offset" => ValueKind.Offset,
        "msec" => ValueKind.Milliseconds,
        "sec" => ValueKind.Seconds,
        "buffers" => ValueKind.Buffers,
        "access" => ValueKind.Access,
        "path" => ValueKind.Path,
        "enum" => ValueKind.Enumeration,
        "mask" => ValueKind.Mask,
        "list" or "pairs" => ValueKind.List,
        "text" => ValueKind.Text,
        "text-size" => ValueKind.TextSize,
        "texts" => ValueKind.Texts,
        "param" => ValueKind.Parameter,
        "data" => ValueKind.Data,
        "own" => ValueKind.Own,
        _ => throw new FormatException($"no kind of value: {word}"),
    };
}

/// <summary>The reading functions.</summary>
public enum ValueKind
{
    /// <summary>By code of the module; not judged here.</summary>
    Own,

    /// <summary>on or off.</summary>
    Flag,

    /// <summary>Any one word.</summary>
    String,

    /// <summary>Decimal digits.</summary>
    Number,

    /// <summary>Bytes, with k or m.</summary>
    Size,

    /// <summary>Bytes, with k, m or g.</summary>
    Offset,

    /// <summary>Time with units from M to ms.</summary>
    Milliseconds,

    /// <summary>Time with units from y to s.</summary>
    Seconds,

    /// <summary>A number and a size, neither of them 0.</summary>
    Buffers,

    /// <summary><c>user:rw group:r all:r</c></summary>
    Access,

    /// <summary>A directory, and up to three numbers of characters.</summary>
    Path,

    /// <summary>One of <see cref="ValueForm.Words"/>, in any case.</summary>
    Enumeration,

    /// <summary>Each one of <see cref="ValueForm.Words"/>, in any case.</summary>
    Mask,

    /// <summary>Any words, collected.</summary>
    List,

    /// <summary>Text with variables.</summary>
    Text,

    /// <summary>A size, or text with variables.</summary>
    TextSize,

    /// <summary>Several texts with variables.</summary>
    Texts,

    /// <summary>A name, a text, and perhaps if_not_empty.</summary>
    Parameter,

    /// <summary>A block of data lines, which the module reads.</summary>
    Data,
}
