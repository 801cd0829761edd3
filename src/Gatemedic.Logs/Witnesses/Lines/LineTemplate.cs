using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>
/// What stands before the message of a line, written the way of strptime: <c>[%Y-%m-%d %T %z] [%p] [%L] </c>. Each letter takes the longest
/// run of its own characters, so a line is read once from front to back.
/// </summary>
/// <remarks>
/// %Y %m %d %b %a %T date and time; %f a fraction or nothing; %z a zone (+0000, +00:00, Z); %Z a zone's name; %E seconds since 1970;
/// %L level; %P priority of syslog; %p pid; %i a number; %u unit or container; %t name of the program, with [pid] or without; %w a word;
/// %s blanks or nothing; %x whatever stands before the next literal.
/// </remarks>
internal sealed class LineTemplate
{
    private readonly ImmutableArray<(char Kind, byte[] After)> _parts;
    private readonly byte[] _lead;

    internal LineTemplate(string template)
    {
        var parts = ImmutableArray.CreateBuilder<(char, byte[])>();
        string[] pieces = template.Split('%');
        _lead = Encoding.ASCII.GetBytes(pieces[0]);
        foreach (string piece in pieces[1..])
        {
            parts.Add((piece[0], Encoding.ASCII.GetBytes(piece[1..])));
        }
        _parts = parts.ToImmutable();
    }

    /// <summary>A line that starts with this byte can fit: most templates are passed over without a look.</summary>
    internal bool CanStart(byte first) => _lead.Length > 0 ? first == _lead[0] : _parts[0].Kind switch
    {
        'Y' or 'm' or 'T' or 'E' or 'i' or 'p' or 'P' => char.IsAsciiDigit((char)first),
        'a' or 'b' or 'L' => char.IsAsciiLetter((char)first),
        _ => true,
    };

    /// <summary>True when the line starts so; tells what was read, with <see cref="LineHead.Rest"/>.</summary>
    internal bool Fits(ReadOnlySpan<byte> line, ref LineHead head)
    {
        if (!line.StartsWith(_lead))
        {
            return false;
        }
        int at = _lead.Length;
        foreach (var (kind, after) in _parts)
        {
            var rest = line[at..];
            int length = kind == 'x' ? rest.IndexOf(after) : LinePart.Read(kind, rest, ref head);
            if (length < 0 || !rest[length..].StartsWith(after))
            {
                return false;
            }
            at += length + after.Length;
        }
        head.Rest = line[at..];
        return true;
    }
}

/// <summary>What a template found before a message; absent parts are empty.</summary>
internal ref struct LineHead
{
    internal WrittenTime Time;
    internal ReadOnlySpan<byte> Level;
    internal ReadOnlySpan<byte> Program;
    internal ReadOnlySpan<byte> Unit;
    internal int Priority;
    internal int? Pid;

    /// <summary>The line after it.</summary>
    internal ReadOnlySpan<byte> Rest;
}
