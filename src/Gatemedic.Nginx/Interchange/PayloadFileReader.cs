using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Writes the statements of one file as they are read; what is wrong is told and left out.</summary>
internal sealed class PayloadFileReader
{
    private readonly PayloadReader reader;
    private readonly PayloadVisit visit;
    private readonly StatementScanner scanner;
    private readonly PayloadBuffer json;
    private readonly Stack<Frame> outer = new();
    private readonly byte[] combinedFile;
    private List<PayloadPiece> pieces = [];
    private long pieceStart;
    private Frame frame;

    public PayloadFileReader(PayloadReader reader, PayloadVisit visit, ReadOnlyMemory<byte> content)
    {
        (this.reader, this.visit, json) = (reader, visit, reader.Written);
        scanner = new StatementScanner(content, reader.Pool) { Comments = [] };
        frame = Inside(visit.Block, visit.Context, []);
        combinedFile = reader.Options.Combine ? Encoding.UTF8.GetBytes(visit.Path) : [];
    }

    /// <summary>Reads the file, up to a fault after which nothing can be told.</summary>
    public void Read(List<PayloadPiece> into)
    {
        pieces = into;
        pieceStart = json.Position;
        while (Step())
        {
        }

        while (outer.Count > 0)
        {
            Leave();
        }

        pieces.Add(new PayloadPiece(pieceStart, json.Position, null));
    }

    private bool Step()
    {
        var end = scanner.Next();
        if (reader.Options.IncludeComments && scanner.Comments is { Count: > 0 } comments)
        {
            foreach (var comment in comments)
            {
                if (comment.Words == 0)
                {
                    Write(comment, comment.Line, withFile: true);
                }
            }
        }

        switch (end)
        {
            case StatementEnd.BlockEnd:
                return Close();
            case StatementEnd.EndOfFile:
                if (outer.Count > 0)
                {
                    Tell("unexpected end of file, expecting \"}\"", scanner.Line);
                }

                return false;
            case StatementEnd.Fault when scanner.Words.Count > 0 && scanner.Fault == "unexpected \"}\"":
                Tell($"directive \"{scanner.Text(scanner.Words[0])}\" is not terminated by \";\"", scanner.Words[0].Line);
                return Close();
            case StatementEnd.Fault:
                Tell(scanner.Fault, scanner.Line);
                return false;
            default:
                return Accept(end == StatementEnd.BlockStart);
        }
    }

    private bool Close()
    {
        if (outer.Count == 0)
        {
            Tell("unexpected \"}\"", scanner.Line);
            return false;
        }

        Leave();
        return true;
    }

    private bool Accept(bool opensBlock)
    {
        var first = scanner.Words[0];
        var name = scanner.Text(first);
        if (Fault(name, opensBlock) is { } fault)
        {
            Tell(fault, first.Line);
            return !opensBlock || SkipBlock();
        }

        // crossplane keeps these whether they are asked for or not.
        Comment[] inside = scanner.Comments is { Count: > 0 } comments ? [.. comments.Where(c => c.Words > 0)] : [];
        if (opensBlock && !frame.HoldsData && KnownDirectives.HoldsLua(name))
        {
            return WriteLua(name, inside);
        }

        if (!opensBlock && scanner.Words.Count == 2 && name == "include" && !reader.Options.SingleFile
            && (!frame.HoldsData || frame.Block is "types" or "map" or "geo"))
        {
            Include(inside);
            return true;
        }

        Open(name);
        if (!opensBlock)
        {
            json.Raw("]}"u8);
            Write(inside, first.Line);
            return true;
        }

        json.Raw("],\"block\":["u8);
        if (outer.Count >= ConfigParser.MaxBlockDepth)
        {
            json.Raw("]}"u8);
            Tell($"blocks are nested more than {ConfigParser.MaxBlockDepth} deep", first.Line);
            return false;
        }

        frame.HasStatements = true;
        outer.Push(frame);
        frame = Inside(name, frame.Context.Enter(name), inside) with { OpenerLine = first.Line };
        return true;
    }

    private string? Fault(string name, bool opensBlock)
    {
        if (frame.HoldsData)
        {
            return opensBlock ? "unexpected \"{\"" : null;
        }

        if (reader.Options.Strict && !KnownDirectives.Contains(name) && !KnownDirectives.HoldsLua(name))
        {
            return $"unknown directive \"{name}\"";
        }

        return frame.Context != DirectiveContexts.None && DirectiveTable.Of(name) is { IsEmpty: false } rows
            ? PayloadRules.Fault(rows, frame.Context, opensBlock, Arguments(name))
            : KnownDirectives.NeedsBlock(name, DirectiveContextsExtensions.Inside(frame.Block)) switch
            {
                false when opensBlock => $"directive \"{name}\" is not terminated by \";\"",
                true when !opensBlock => $"directive \"{name}\" has no opening \"{{\"",
                _ => null,
            };
    }

    /// <summary>Their number as crossplane counts, and the first.</summary>
    private (int Count, string First) Arguments(string name)
    {
        var words = scanner.Words;
        var count = name == "if" && Condition.TryTrim(scanner.Bytes, words, out var condition) ? condition.Count : words.Count - 1;
        return (count, words.Count > 1 ? scanner.Text(words[1]) : "");
    }

    private bool SkipBlock()
    {
        for (var depth = 1; depth > 0;)
        {
            switch (scanner.Next())
            {
                case StatementEnd.BlockStart:
                    depth++;
                    break;
                case StatementEnd.BlockEnd:
                    depth--;
                    break;
                case StatementEnd.Fault when scanner.Words.Count > 0 && scanner.Fault == "unexpected \"}\"":
                    depth--;
                    break;
                case StatementEnd.Fault or StatementEnd.EndOfFile:
                    return false;
            }
        }

        return true;
    }

    private bool WriteLua(string name, Comment[] inside)
    {
        var line = scanner.Words[0].Line;
        var from = scanner.Position;
        var (end, fault) = LuaBlockScanner.Find(scanner.Bytes, from);
        if (fault is not null)
        {
            Tell(fault, scanner.Line);
            return false;
        }

        Open(name);
        json.Raw(scanner.Words.Count > 1 ? ","u8 : []);
        json.Text(scanner.Bytes[from..(end - 1)]);
        json.Raw("]}"u8);
        scanner.Resume(end, scanner.Line + scanner.Bytes[from..end].Count((byte)'\n'));
        Write(inside, line);
        return true;
    }

    private void Include(Comment[] inside)
    {
        var line = scanner.Words[0].Line;
        var indices = reader.Include(visit, frame.Block, frame.Context, scanner.Text(scanner.Words[1]), line);
        if (reader.Options.Combine)
        {
            pieces.Add(new PayloadPiece(pieceStart, json.Position, null));
            pieces.Add(new PayloadPiece(0, 0, indices));
            pieceStart = json.Position;
            frame.HasStatements = false;
        }
        else
        {
            Open("include");
            json.Raw("],\"includes\":["u8);
            for (var i = 0; i < indices.Length; i++)
            {
                json.Raw(i > 0 ? ","u8 : []);
                json.Number(indices[i]);
            }

            json.Raw("]}"u8);
        }

        Write(inside, line);
    }

    /// <summary>Writes a statement up to its last argument.</summary>
    private void Open(string name)
    {
        Separate();
        json.Raw("{"u8);
        WriteFile();
        json.Raw("\"directive\":"u8);
        Write(scanner.Words[0]);
        json.Raw(",\"line\":"u8);
        json.Number(scanner.Words[0].Line);
        json.Raw(",\"args\":["u8);
        if (name == "if" && Condition.TryTrim(scanner.Bytes, scanner.Words, out var condition))
        {
            Write(condition);
        }
        else
        {
            for (var i = 1; i < scanner.Words.Count; i++)
            {
                json.Raw(i > 1 ? ","u8 : []);
                Write(scanner.Words[i]);
            }
        }
    }

    private void Write(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            json.Raw(i > 0 ? ","u8 : []);
            Write(words[i]);
        }
    }

    /// <summary>As crossplane keeps a word: backslashes stay, but for one before the quote around the word.</summary>
    private void Write(Word word)
    {
        var bytes = scanner.Bytes[word.Start..word.End];
        if (word is not { Quote: not 0, IsEscaped: true })
        {
            json.Text(bytes);
            return;
        }

        json.Raw("\""u8);
        for (int from = 0, at = 0; ;)
        {
            var step = at < bytes.Length ? bytes[at..].IndexOf((byte)'\\') : -1;
            if (step < 0 || at + step + 1 >= bytes.Length)
            {
                json.Escaped(bytes[from..]);
                break;
            }

            at += step;
            if (bytes[at + 1] == word.Quote)
            {
                json.Escaped(bytes[from..at]);
                from = at + 1;
            }

            at += 2;
        }

        json.Raw("\""u8);
    }

    private void Write(Comment[] comments, int line)
    {
        foreach (var comment in comments)
        {
            Write(comment, line, withFile: false);
        }
    }

    private void Write(Comment comment, int line, bool withFile)
    {
        Separate();
        json.Raw("{"u8);
        if (withFile)
        {
            WriteFile();
        }

        json.Raw("\"directive\":\"#\",\"line\":"u8);
        json.Number(line);
        json.Raw(",\"args\":[],\"comment\":"u8);
        json.Text(scanner.Bytes[comment.Start..comment.End]);
        json.Raw("}"u8);
    }

    private void WriteFile()
    {
        if (reader.Options.Combine)
        {
            json.Raw("\"file\":"u8);
            json.Text(combinedFile);
            json.Raw(","u8);
        }
    }

    private void Separate()
    {
        if (frame.HasStatements)
        {
            json.Raw(","u8);
        }

        frame.HasStatements = true;
    }

    private void Leave()
    {
        json.Raw("]}"u8);
        var (comments, line) = (frame.OpenerComments, frame.OpenerLine);
        frame = outer.Pop();
        frame.HasStatements = true;
        Write(comments, line);
    }

    private void Tell(string message, int line) => reader.Tell(visit.Path, message, line);

    private static Frame Inside(string? block, DirectiveContexts context, Comment[] openerComments) => new()
    {
        Block = block,
        Context = context,
        HoldsData = block is not null && KnownDirectives.HoldsData(block),
        OpenerComments = openerComments,
    };

    /// <summary>An open block.</summary>
    private record struct Frame
    {
        public string? Block { get; init; }

        public DirectiveContexts Context { get; init; }

        public bool HoldsData { get; init; }

        public Comment[] OpenerComments { get; init; }

        public int OpenerLine { get; init; }

        /// <summary>The next statement needs a comma before it.</summary>
        public bool HasStatements { get; set; }
    }
}
