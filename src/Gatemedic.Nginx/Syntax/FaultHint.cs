namespace Gatemedic.Nginx;

/// <summary>Tells where the mistake behind a grammar fault probably is: nginx reports where it stopped, often lines later.</summary>
internal static class FaultHint
{
    private const int NoEntry = 2;
    private const int AccessDenied = 13;

    /// <summary>For a fault inside a statement.</summary>
    public static string? Statement(OpenScope scope)
    {
        var scanner = scope.Scanner;
        if (scanner.OpenQuote is { } open)
        {
            return $"the {open.Quote} opened on line {open.Line} is never closed";
        }

        if (scanner.Fault.StartsWith("too long", StringComparison.Ordinal))
        {
            return $"a word or a comment must be shorter than {StatementScanner.BufferSize} bytes: split it, or close the quote before it";
        }

        if (scanner.Words is not [.., var last])
        {
            return scanner.Fault.Contains('{', StringComparison.Ordinal)
                ? "a block has no name before its \"{\""
                : "there is one \";\" too many: an empty statement is not allowed";
        }

        return scanner.Fault.Contains("end of file", StringComparison.Ordinal) || scanner.Fault.EndsWith("\"}\"", StringComparison.Ordinal)
            ? MissingSemicolon(scanner) ?? SemicolonAfter(scanner, last)
            : $"after the closing quote of the word on line {last.Line} a space or \";\" is missing; a quote inside a quoted word must be written with a backslash";
    }

    /// <summary>For a simple directive with a block.</summary>
    public static string NotTerminated(StatementScanner scanner) =>
        MissingSemicolon(scanner) ?? $"\"{scanner.Text(scanner.Words[0])}\" takes no block: end it with \";\"; a word that contains \"{{\" must be quoted";

    /// <summary>For a block directive without its block.</summary>
    public static string NoOpening(StatementScanner scanner)
    {
        var line = scanner.Words[0].Line;
        var last = scanner.Words[0];
        foreach (var word in scanner.Words)
        {
            last = word.Line == line ? word : last;
        }

        return $"a \"{{\" is missing on line {line}, after \"{scanner.Text(last)}\"";
    }

    /// <summary>For a block among data lines.</summary>
    public static string BlockInData(OpenScope scope) =>
        $"\"{scope.Block}\" holds data lines only: its \"}}\" is probably missing before this, or a word that contains \"{{\" must be quoted";

    /// <summary>For a '}' that closes nothing.</summary>
    public static string ExtraBrace(OpenScope scope) =>
        FirstClosed(scope, (open, close) => close > open) is { } early
            ? $"the \"}}\" on line {EndLine(scope, early)} probably closes \"{early.Name}\" of line {early.Line} too early"
            : scope.Opener is null
                ? "there is one \"}\" more than \"{\" in this file"
                : "there is one \"}\" more than \"{\" in this file; a block cannot go on in another file";

    /// <summary>For a file that ends inside a block.</summary>
    public static string MissingBrace(OpenScope scope) =>
        CutRegex(scope) is { } cut
            ? $"the word before \"{Short(cut.Name)}\" on line {cut.Line} ends at its \"{{\": a regular expression with \"{{\" must be quoted"
            : FirstClosed(scope, (open, close) => close < open) is { } late
            ? $"\"{late.Name}\" of line {late.Line} is probably not closed: the \"}}\" that ends it, on line {EndLine(scope, late)}, is indented for an outer block"
            : $"\"{scope.Opener!.Name}\" of line {scope.Opener.Line} is not closed";

    /// <summary>For an include that cannot be opened.</summary>
    public static string? CannotOpen(ConfigFile file) => file.Errno switch
    {
        NoEntry => "the file does not exist; a relative path starts at the directory of the main configuration file",
        AccessDenied => "nginx's master reads it as root; whoever runs this check may not read it",
        _ => null,
    };

    /// <summary>The block whose name is the rest of an unquoted regular expression: <c>2}$</c> of <c>^/a{2}$</c>.</summary>
    private static Directive? CutRegex(OpenScope scope) =>
        ClosedBlocks(scope).FirstOrDefault(block => block.Name.Contains('}', StringComparison.Ordinal));

    private static string? MissingSemicolon(StatementScanner scanner)
    {
        var words = scanner.Words;
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Line > words[i - 1].Line && KnownDirectives.Contains(scanner.Text(words[i])))
            {
                return SemicolonAfter(scanner, words[i - 1]);
            }
        }

        return null;
    }

    private static string SemicolonAfter(StatementScanner scanner, Word word) =>
        $"a \";\" is probably missing on line {word.Line}, after \"{Short(scanner.Text(word))}\"";

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";

    /// <summary>The first block to be closed whose braces stand in columns that fit <paramref name="suspicious"/>.</summary>
    private static Directive? FirstClosed(OpenScope scope, Func<int, int, bool> suspicious)
    {
        var bytes = scope.Scanner.Bytes;
        Directive? first = null;
        foreach (var block in ClosedBlocks(scope))
        {
            if (Indent(bytes, block.Span.Start) is { } open
                && Indent(bytes, block.Span.End - 1) is { } close
                && suspicious(open, close)
                && (first is null || block.Span.End < first.Span.End))
            {
                first = block;
            }
        }

        return first;
    }

    /// <summary>The blocks of this file that are closed so far, in no order.</summary>
    private static IEnumerable<Directive> ClosedBlocks(OpenScope scope)
    {
        var outermost = scope;
        while (outermost.Outer is { } around && around.Scanner == scope.Scanner)
        {
            outermost = around;
        }

        var pending = new Stack<Directive>(scope.Finished.Skip(outermost.FirstChild));
        while (pending.TryPop(out var directive))
        {
            if (directive.Block is { } children && directive.File == scope.Source.Path)
            {
                yield return directive;
                foreach (var child in children)
                {
                    pending.Push(child);
                }
            }
        }
    }

    /// <summary>Blanks between the line feed before a byte and the byte; null when there is more than blanks.</summary>
    private static int? Indent(ReadOnlySpan<byte> bytes, int at)
    {
        var indent = 0;
        while (at - indent > 0 && bytes[at - indent - 1] is (byte)' ' or (byte)'\t')
        {
            indent++;
        }

        return at == indent || bytes[at - indent - 1] == '\n' ? indent : null;
    }

    private static int EndLine(OpenScope scope, Directive block) =>
        1 + scope.Scanner.Bytes[..block.Span.End].Count((byte)'\n');
}
