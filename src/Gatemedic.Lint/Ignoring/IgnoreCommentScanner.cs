using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Finds ignore comments between the directives of a tree's files.</summary>
internal static class IgnoreCommentScanner
{
    private static ReadOnlySpan<byte> Mark => "gatemedic:ignore"u8;

    /// <summary>All of them; a text that looks like one inside a quoted value is none.</summary>
    public static IEnumerable<IgnoreComment> Scan(ConfigTree tree, IConfigFiles files) =>
        from file in Everything(tree.Root).GroupBy(d => d.File)
        let content = files.Read(file.Key).Content
        where content.Span.IndexOf(Mark) >= 0
        from comment in Scan(file.Key, content.ToArray(), [.. file.DistinctBy(d => d.Span)])
        select comment;

    private static IEnumerable<IgnoreComment> Scan(string path, byte[] content, Directive[] directives)
    {
        var (line, start) = (1, 0);
        while (start < content.Length)
        {
            var end = Array.IndexOf(content, (byte)'\n', start) is >= 0 and var feed ? feed : content.Length;
            if (Comment(content.AsSpan(start, end - start)) is { } found && !directives.Any(d => d.Block is null && d.Span.Start < start + found.At && start + found.At < d.Span.End))
            {
                var words = found.Text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                var alone = content.AsSpan(start, found.At).TrimStart(" \t\r"u8).IsEmpty;
                var (from, to) = Covered(content, directives, line, alone);
                yield return new IgnoreComment(path, line, words is [var check, ..] ? check : "", words is [_, var reason] ? reason : "", from, to);
            }

            (line, start) = (line + 1, end + 1);
        }
    }

    /// <summary>Where the comment sign stands in the line, and what follows the mark.</summary>
    private static (int At, string Text)? Comment(ReadOnlySpan<byte> line)
    {
        var mark = line.IndexOf(Mark);
        var sign = mark < 0 ? -1 : line[..mark].LastIndexOf((byte)'#');
        return sign >= 0 && line[(sign + 1)..mark].Trim(" \t"u8).IsEmpty ? (sign, Encoding.UTF8.GetString(line[(mark + Mark.Length)..])) : null;
    }

    /// <summary>The lines of the directive that the comment belongs to: its own line's, or when it stands alone, the next one's with all that is inside.</summary>
    private static (int From, int To) Covered(byte[] content, Directive[] directives, int line, bool alone)
    {
        if (!alone)
        {
            return (line, line);
        }

        var next = directives.Where(d => d.Line > line).MinBy(d => (d.Line, d.Span.Start));
        return next is null ? (line, line) : (next.Line, next.Line + content.AsSpan(next.Span.Start, next.Span.End - next.Span.Start).Count((byte)'\n'));
    }

    private static IEnumerable<Directive> Everything(IEnumerable<Directive> directives) =>
        directives.SelectMany(d => Everything((d.Block ?? []).Concat(d.Included ?? [])).Prepend(d));
}
