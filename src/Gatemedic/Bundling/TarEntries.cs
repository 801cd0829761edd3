using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Bundling;

/// <summary>
/// Reads an archive that may be hostile: plain files of known names, each once, no larger than allowed; everything else is refused where it shows, before
/// a byte of it is taken. A general reader would allocate what a header promises.
/// </summary>
internal sealed class TarEntries(Stream stream, ImmutableDictionary<string, int> limits)
{
    private const int Block = 512;

    // tar pads to 10 KiB; more behind the end is not of an archive.
    private const int MostPadding = 64 * Block;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The next entry; null at the end of the archive.</summary>
    /// <exception cref="InvalidDataException">What was found cannot be in a bundle; the message says it.</exception>
    /// <exception cref="EndOfStreamException">The archive is cut off.</exception>
    public (string Name, byte[] Bytes)? Next()
    {
        var header = new byte[Block];
        stream.ReadExactly(header);
        if (!header.AsSpan().ContainsAnyExcept((byte)0))
        {
            CheckEnd();
            return null;
        }

        if (Octal(header, 148, 8) != Sum(header))
        {
            throw new InvalidDataException("it is not an archive, or a damaged one: a header's checksum is wrong");
        }

        var name = Text(header, 0, 100);
        CheckKind(name, (char)header[156]);
        if (Text(header, 345, 155).Length > 0 || !limits.TryGetValue(name, out var limit))
        {
            throw new InvalidDataException($"it holds \"{Text(header, 345, 155)}{name}\", which is no part of a bundle");
        }

        if (!_seen.Add(name))
        {
            throw new InvalidDataException($"it holds {name} twice");
        }

        var size = Octal(header, 124, 12);
        if (size < 0 || size > limit)
        {
            throw new InvalidDataException($"its {name} claims {(size < 0 ? "no readable size" : $"{size} bytes")}, and at most {limit} are taken");
        }

        var bytes = new byte[size];
        stream.ReadExactly(bytes);
        stream.ReadExactly(header, 0, (int)((Block - (size % Block)) % Block));
        return (name, bytes);
    }

    private static void CheckKind(string name, char kind)
    {
        var what = kind switch
        {
            '0' or '\0' => null,
            '1' or '2' => "a link",
            '3' or '4' => "a device",
            '5' => "a directory",
            '6' => "a pipe",
            _ => "an entry of another kind than a plain file",
        };
        if (what is not null)
        {
            throw new InvalidDataException($"it holds {what}, \"{name}\": a bundle has plain files only");
        }
    }

    /// <summary>A second block of zeros, and then nothing but zeros.</summary>
    private void CheckEnd()
    {
        var rest = new byte[Block];
        stream.ReadExactly(rest);
        for (var padding = 0; !rest.AsSpan().ContainsAnyExcept((byte)0); padding += Block)
        {
            if (padding > MostPadding)
            {
                throw new InvalidDataException("there is more behind its end");
            }

            Array.Clear(rest);
            if (stream.ReadAtLeast(rest, Block, throwOnEndOfStream: false) == 0)
            {
                return;
            }
        }

        throw new InvalidDataException("there is something behind its end");
    }

    private static string Text(byte[] header, int at, int length)
    {
        var field = header.AsSpan(at, length);
        return Encoding.Latin1.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);
    }

    /// <summary>A number in octal digits; -1 where it is none.</summary>
    private static long Octal(byte[] header, int at, int length)
    {
        var text = Text(header, at, length).Trim(' ');
        return text.Length is > 0 and < 20 && text.All(c => c is >= '0' and <= '7') ? Convert.ToInt64(text, 8) : -1;
    }

    private static long Sum(byte[] header) => header.Select((b, i) => i is >= 148 and < 156 ? ' ' : (long)b).Sum();
}
