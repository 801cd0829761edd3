using System.Text;

namespace Gatemedic.Nginx;

/// <summary>The lines, indentation and line ends of one file: where a change has to stand so that the file looks as if its owner had made it.</summary>
/// <param name="path">Absolute path.</param>
/// <param name="content">Its bytes.</param>
/// <param name="sites">The places of the whole configuration.</param>
internal sealed class FileLayout(string path, ReadOnlyMemory<byte> content, SiteIndex sites)
{
    private const string UsualUnit = "    ";

    /// <summary>"\n", or "\r\n" where the first line ends so.</summary>
    public string LineEnd { get; } = content.Span.IndexOf((byte)'\n') is > 0 and var feed && content.Span[feed - 1] == '\r' ? "\r\n" : "\n";

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => content.Span;

    /// <summary>What one level is indented by, as the file does it first.</summary>
    public string Unit => field ??= FindUnit();

    /// <summary>The offset of the first byte of a line.</summary>
    public int LineStart(int offset) => Bytes[..offset].LastIndexOf((byte)'\n') + 1;

    /// <summary>Only blanks stand before it on its line.</summary>
    public bool BeginsLine(int offset) => Bytes[LineStart(offset)..offset].IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    /// <summary>The blanks that a line starts with.</summary>
    public string Indent(int offset)
    {
        var line = Bytes[LineStart(offset)..];
        var length = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return Encoding.ASCII.GetString(line[..(length < 0 ? line.Length : length)]);
    }

    /// <summary>Where the next line starts (the end of the file for the last), when only blanks and a comment follow on this one; else null.</summary>
    public int? RestOfLine(int offset)
    {
        var rest = Bytes[offset..];
        var length = rest.IndexOf((byte)'\n');
        var line = length < 0 ? rest : rest[..length];
        var first = line.IndexOfAnyExcept(" \t\r"u8);
        return first < 0 || line[first] == '#' ? offset + (length < 0 ? rest.Length : length + 1) : null;
    }

    /// <summary>The indentation of statements in a block of this file; null for the top of the file.</summary>
    public string ChildIndent(Directive? block)
    {
        if (block is null)
        {
            return "";
        }

        var like = block.Block?.FirstOrDefault(child => child.File == path && BeginsLine(child.Span.Start));
        return like is not null ? Indent(like.Span.Start) : Indent(block.Span.Start) + Unit;
    }

    /// <summary>The start of the comment lines directly above a directive that begins its line, else the start of its line.</summary>
    public int CommentedStart(DirectiveSite site)
    {
        var start = LineStart(site.Directive.Span.Start);
        var gap = site.PreviousEnd ?? (site.Around is { } around ? StatementLayout.Read(Bytes, around.Span.Start)?.BodyStart ?? start : 0);
        while (start > gap)
        {
            var above = LineStart(start - 1);
            if (above < gap || !Bytes[above..start].TrimStart(" \t"u8).StartsWith("#"u8))
            {
                break;
            }

            start = above;
        }

        return start;
    }

    private string FindUnit()
    {
        foreach (var site in sites.All)
        {
            if (site.Directive.File == path && site.Around is { } around && BeginsLine(site.Directive.Span.Start) && BeginsLine(around.Span.Start))
            {
                var (inner, outer) = (Indent(site.Directive.Span.Start), Indent(around.Span.Start));
                if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                {
                    return inner[outer.Length..];
                }
            }
        }

        return UsualUnit;
    }
}
