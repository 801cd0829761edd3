using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>A block or an included file that is being read.</summary>
internal sealed class OpenScope
{
    private readonly List<Directive> finished = null!;

    /// <summary>The scope around it, null for the main file.</summary>
    public OpenScope? Outer { get; init; }

    /// <summary>The statements of all open scopes so far, outer ones first; shared by all scopes of a parse.</summary>
    public required List<Directive> Finished
    {
        get => finished;
        init => (finished, FirstChild) = (value, value.Count);
    }

    /// <summary>Index in <see cref="Finished"/> at which its own statements begin.</summary>
    public int FirstChild { get; private init; }

    /// <summary>The file that its statements come from.</summary>
    public required SourceFile Source { get; set; }

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

    /// <summary>Gives its statements to the opener, which takes their place.</summary>
    public void Close()
    {
        var children = finished[FirstChild..].ToArray();
        finished.RemoveRange(FirstChild, children.Length);
        Opener!.Complete(children, Files is null, Files is null ? Scanner.Position : Opener.Span.End);
        finished.Add(Opener);
    }

    /// <summary>The statement that the scanner has just read.</summary>
    public Directive Statement() => Directive.Read(Source, Scanner);
}
