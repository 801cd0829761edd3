using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gatemedic.Nginx;

/// <summary>One statement of a configuration: a simple directive, or a block with its children. Equal only to itself.</summary>
public sealed record Directive
{
    private static readonly SourceFile NoFile = new("", default);

    private readonly SourceFile source = NoFile;
    private readonly int start;
    private int end;
    private ImmutableArray<string> args;
    private Directive[]? children;
    private bool isInclude;

    /// <summary>One that was not read from a file.</summary>
    public Directive()
    {
    }

    [SetsRequiredMembers]
    private Directive(SourceFile source, StatementScanner scanner)
    {
        var name = scanner.Words[0];
        this.source = source;
        (start, end) = (name.FirstByte, scanner.Position);
        (Name, File, Line) = (scanner.Text(name), source.Path, name.Line);
    }

    /// <summary>First word, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>The other words, unquoted and unescaped as nginx stores them (ngx_conf_read_token); read when first asked for.</summary>
    public required ImmutableArray<string> Args
    {
        get
        {
            if (args.IsDefault)
            {
                // Two threads may both read them, and then one array is lost.
                ImmutableInterlocked.InterlockedInitialize(ref args, WordDecoder.Args(source, start));
            }

            return args;
        }
        init => args = value;
    }

    /// <summary>Absolute path of the file it stands in.</summary>
    public required string File
    {
        get => source.Path;
        init => source = value == source.Path ? source : Detach(value);
    }

    /// <summary>1-based line of <see cref="Name"/>.</summary>
    public required int Line { get; init; }

    /// <summary>1-based line of the ';' or '{' after its words: where nginx reports what is wrong with it (ngx_conf_log_error).</summary>
    public int ReportedLine => source.Content.IsEmpty ? Line : WordDecoder.End(source, start, Line).Line;

    /// <summary>Byte offsets in the file, from the first byte of the name to after the closing ';' or '}'.</summary>
    public required (int Start, int End) Span
    {
        get => (start, end);
        init
        {
            source = value.Start == start ? source : Detach(source.Path);
            (start, end) = value;
        }
    }

    /// <summary>Children of a block, in order; null for a simple directive. Lua blocks have an empty list and their source in <see cref="Args"/>.</summary>
    public ImmutableArray<Directive>? Block
    {
        get => children is null || isInclude ? null : ImmutableCollectionsMarshal.AsImmutableArray(children);
        init
        {
            // It is a block or an include: to have none of the one leaves the other as it is.
            if (value is not null || !isInclude)
            {
                (children, isInclude) = (value is { } some ? ImmutableCollectionsMarshal.AsArray(some) : null, false);
            }
        }
    }

    /// <summary>For include: what was included, in order, in place. Null for every other directive.</summary>
    public ImmutableArray<Directive>? Included
    {
        get => children is null || !isInclude ? null : ImmutableCollectionsMarshal.AsImmutableArray(children);
        init
        {
            if (value is not null || isInclude)
            {
                (children, isInclude) = (value is { } some ? ImmutableCollectionsMarshal.AsArray(some) : null, value is not null);
            }
        }
    }

    /// <summary>file:line, as nginx writes it in its messages.</summary>
    public string Where => $"{File}:{Line}";

    /// <inheritdoc/>
    public bool Equals(Directive? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>The statement that a scanner has just read, without children.</summary>
    internal static Directive Read(SourceFile source, StatementScanner scanner) => new(source, scanner);

    /// <summary><see cref="Args"/> for one who asks once, of every directive there is: they are not kept.</summary>
    internal ImmutableArray<string> PassingArgs() => args.IsDefault ? WordDecoder.Args(source, start) : args;

    /// <summary>What is wrong with it, where nginx reports it; the mark is at its name when that stands on the same line.</summary>
    internal ConfigError Fault(string message, string? hint)
    {
        var end = source.Content.IsEmpty ? (Line, Offset: start) : WordDecoder.End(source, start, Line);
        return new ConfigError(message, File, end.Line, hint) { Offset = end.Line == Line ? start : end.Offset };
    }

    /// <summary>Gives it its children, once, before anyone else sees it.</summary>
    internal void Complete(Directive[] found, bool isBlock, int endOffset) => (children, isInclude, end) = (found, !isBlock, endOffset);

    /// <summary>Before it moves: its words, as long as they can be found.</summary>
    private SourceFile Detach(string path)
    {
        args = Args;
        return new SourceFile(path, default);
    }

    /// <summary>Children with includes replaced by what they include, recursively: the order nginx sees.</summary>
    public IEnumerable<Directive> Children() =>
        children is null || isInclude ? []
        : Array.Exists(children, child => child.isInclude) ? Flatten(children)
        : children;

    /// <summary>Directives with includes replaced by what they include.</summary>
    public static IEnumerable<Directive> Flatten(IEnumerable<Directive> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Included is { } included)
            {
                foreach (var inner in Flatten(included))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return directive;
            }
        }
    }
}

/// <summary>A fault in a configuration at the place where nginx would report it.</summary>
/// <param name="Message">nginx's own wording: <c>unexpected "}"</c>.</param>
/// <param name="File">Absolute path.</param>
/// <param name="Line">1-based line that nginx reports.</param>
/// <param name="Hint">What a person should do about it, when that can be told; for instance where the missing ';' belongs.</param>
public sealed record ConfigError(string Message, string File, int Line, string? Hint = null)
{
    /// <summary>Byte offset in the file at which nginx stopped, or of the directive that it refuses; 0 when the file was not read.</summary>
    public int Offset { get; init; }
}

/// <summary>A parsed configuration with everything before the first fault; nginx stops at the first fault, so there is at most one grammar error.</summary>
/// <param name="Root">Directives of the main file, includes nested.</param>
/// <param name="Error">The fault that stops nginx from loading it, or null.</param>
public sealed record ConfigTree(ImmutableArray<Directive> Root, ConfigError? Error)
{
    /// <summary>All top-level directives in the order nginx sees them.</summary>
    public IEnumerable<Directive> Children() => Directive.Flatten(Root);
}
