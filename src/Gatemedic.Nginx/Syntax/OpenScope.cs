using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gatemedic.Nginx;

/// <summary>A file or block that is being read: what opened it and the children found so far.</summary>
internal sealed class OpenScope
{
    /// <summary>The scope around it, null for the main file.</summary>
    public OpenScope? Outer { get; init; }

    /// <summary>The file that its statements come from.</summary>
    public required string File { get; set; }

    /// <summary>The reader of that file; shared by the blocks of one file.</summary>
    public required StatementScanner Scanner { get; set; }

    /// <summary>The block or include directive that opened it, without children; null for the main file.</summary>
    public Directive? Opener { get; init; }

    /// <summary>Name of the innermost block around its statements, null at the top.</summary>
    public string? Block { get; init; }

    /// <summary>What its statements may be: exact as far as the blocks around it are nginx's own, else what the innermost can mean.</summary>
    public DirectiveContexts Context { get; init; } = DirectiveContexts.Main;

    /// <summary>Its statements are data lines.</summary>
    public bool HoldsData { get; init; }

    /// <summary>For an included scope: the files to read, in order; null for a block.</summary>
    public ImmutableArray<string>? Files { get; init; }

    /// <summary>How many of <see cref="Files"/> are opened.</summary>
    public int FilesOpened { get; set; }

    /// <summary>A block, which ends with '}', rather than a file.</summary>
    public bool IsBlock => Opener is not null && Files is null;

    /// <summary>Statements so far.</summary>
    public ImmutableArray<Directive>.Builder Children { get; } = ImmutableArray.CreateBuilder<Directive>();

    /// <summary>The opener with its children.</summary>
    public Directive Close() => IsBlock
        ? Opener! with { Block = Children.DrainToImmutable(), Span = (Opener.Span.Start, Scanner.Position) }
        : Opener! with { Included = Children.DrainToImmutable() };

    /// <summary>The statement that the scanner has just read.</summary>
    public Directive Statement()
    {
        var words = CollectionsMarshal.AsSpan(Scanner.Words);
        var args = words.Length == 1 ? [] : new string[words.Length - 1];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = words[i + 1].Text;
        }

        return new Directive
        {
            Name = words[0].Text,
            Args = ImmutableCollectionsMarshal.AsImmutableArray(args),
            File = File,
            Line = words[0].Line,
            ReportedLine = Scanner.Line,
            Span = (words[0].Start, Scanner.Position),
        };
    }
}
