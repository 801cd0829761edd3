using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Turns one change of the tree into byte ranges of one file.</summary>
internal static class ByteChanges
{
    /// <summary>Other words for a statement; those that are the same already are not touched.</summary>
    /// <exception cref="EditRefusedException">The statement is not there any more.</exception>
    public static IEnumerable<Edit> Replace(FileLayout file, DirectiveSite site, ImmutableArray<string> words)
    {
        var (directive, layout) = (site.Directive, Layout(file, site.Directive));
        var old = layout.Words;
        if (directive.Block is not null && KnownDirectives.HoldsLua(directive.Name))
        {
            if (words[^1] != directive.Args[^1])
            {
                yield return new Edit(directive.File, layout.BodyStart, directive.Span.End - 1, words[^1]);
            }

            words = words[..^1];
        }

        for (var i = 0; i < Math.Min(old.Length, words.Length); i++)
        {
            if (words[i] != (i == 0 ? directive.Name : directive.Args[i - 1]))
            {
                yield return new Edit(directive.File, old[i].Start, old[i].End, Respell(file, old[i], words[i]));
            }
        }

        if (words.Length > old.Length)
        {
            var added = string.Concat(words[old.Length..].Select(word => " " + Quoting.Write(word)));
            yield return new Edit(directive.File, old[^1].End, old[^1].End, file.Bytes[old[^1].End] == '{' ? added + " " : added);
        }
        else if (words.Length < old.Length)
        {
            yield return new Edit(directive.File, old[words.Length - 1].End, old[^1].End, "");
        }
    }

    /// <summary>A new statement beside another one or in a block.</summary>
    public static Edit Insert(FileLayout file, DirectiveSite? anchor, PlaceKind kind, string path, Statement statement)
    {
        switch (kind)
        {
            case PlaceKind.First when anchor is not null:
                return First(file, anchor.Directive, statement);
            case PlaceKind.Before when anchor is not null && file.BeginsLine(anchor.Directive.Span.Start):
                var indent = file.Indent(anchor.Directive.Span.Start);
                var above = file.CommentedStart(anchor);
                return new Edit(path, above, above, indent + statement.Write(indent, file.Unit, file.LineEnd) + file.LineEnd);
            case PlaceKind.Before when anchor is not null:
                var blank = file.Bytes[anchor.Directive.Span.Start - 1] == '\t' ? '\t' : ' ';
                return new Edit(path, anchor.Directive.Span.Start, anchor.Directive.Span.Start, $"{statement}{blank}");
            case PlaceKind.After when anchor is not null && file.RestOfLine(anchor.Directive.Span.End) is { } next:
                var start = anchor.Directive.Span.Start;
                return OwnLine(file, path, next, file.BeginsLine(start) ? file.Indent(start) : file.ChildIndent(anchor.Around), statement);
            case PlaceKind.After when anchor is not null:
                return new Edit(path, anchor.Directive.Span.End, anchor.Directive.Span.End, " " + statement);
            default:
                return OwnLine(file, path, file.Bytes.Length, "", statement);
        }
    }

    /// <summary>Without a statement: with its lines when it has them for itself, else with one blank beside it.</summary>
    public static Edit Remove(FileLayout file, Directive directive)
    {
        var (start, end) = directive.Span;
        var bytes = file.Bytes;
        if (file.BeginsLine(start) && file.RestOfLine(end) is { } next)
        {
            // The last line of a file that does not end it takes the line feed before it along, so that the file still does not.
            var line = file.LineStart(start);
            var isUnended = line > 0 && bytes[next - 1] != '\n';
            return new Edit(directive.File, isUnended ? line - (bytes[..line].EndsWith("\r\n"u8) ? 2 : 1) : line, next, "");
        }

        if (file.BeginsLine(start))
        {
            // What follows moves to the indentation.
            var after = bytes[end..].IndexOfAnyExcept((byte)' ', (byte)'\t');
            return new Edit(directive.File, start, after < 0 ? bytes.Length : end + after, "");
        }

        return bytes[start - 1] is (byte)' ' or (byte)'\t'
            ? new Edit(directive.File, start - 1, end, "")
            : new Edit(directive.File, start, end < bytes.Length && bytes[end] is ((byte)' ' or (byte)'\t') ? end + 1 : end, "");
    }

    private static Edit First(FileLayout file, Directive block, Statement statement)
    {
        var at = Layout(file, block).BodyStart;
        if (file.RestOfLine(at) is { } next)
        {
            return OwnLine(file, block.File, next, file.ChildIndent(block), statement);
        }

        // In a block on one line: { a; }, {a;} or {}.
        var isSpaced = file.Bytes[at] is (byte)' ' or (byte)'\t';
        var isEmpty = block.Block is [] && file.Bytes[at..block.Span.End].TrimStart(" \t"u8) is [(byte)'}'];
        return new Edit(block.File, at, at, isEmpty ? isSpaced ? $" {statement}" : $" {statement} " : isSpaced ? $" {statement}" : $"{statement} ");
    }

    private static Edit OwnLine(FileLayout file, string path, int at, string indent, Statement statement)
    {
        var text = indent + statement.Write(indent, file.Unit, file.LineEnd);
        var isUnended = at > 0 && file.Bytes[at - 1] != '\n';
        return new Edit(path, at, at, isUnended ? file.LineEnd + text : text + file.LineEnd);
    }

    /// <summary>In the quotes that the word had. Words that touch each other or the brace are kept apart.</summary>
    private static string Respell(FileLayout file, (int Start, int End) old, string word)
    {
        var first = file.Bytes[old.Start];
        char? quote = first is (byte)'"' or (byte)'\'' ? (char)first : null;
        var touchesBrace = old.End < file.Bytes.Length && file.Bytes[old.End] == '{';
        var touchesWord = old.Start > 0 && file.Bytes[old.Start - 1] is (byte)'"' or (byte)'\'';
        var text = Quoting.Write(word, quote ?? (touchesBrace && word.EndsWith('$') ? '"' : null));
        return touchesWord && !text.StartsWith(')') ? " " + text : text;
    }

    private static StatementLayout Layout(FileLayout file, Directive directive) =>
        StatementLayout.Read(file.Bytes[..Math.Min(directive.Span.End, file.Bytes.Length)], directive.Span.Start)
        is { Words.Length: > 0 } layout ? layout : throw Stale(directive);

    /// <summary>What was read is not what is there.</summary>
    public static EditRefusedException Stale(Directive directive) =>
        EditRefusedException.At(directive, "", $"\"{directive.Name}\" does not stand there any more", "read the configuration again and repeat the edit");
}
