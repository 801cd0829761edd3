using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>One statement of a configuration: a simple directive, or a block with its children.</summary>
public sealed record Directive
{
    /// <summary>First word, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>The other words, unquoted and unescaped as nginx stores them (ngx_conf_read_token).</summary>
    public required ImmutableArray<string> Args { get; init; }

    /// <summary>Absolute path of the file it stands in.</summary>
    public required string File { get; init; }

    /// <summary>1-based line of <see cref="Name"/>.</summary>
    public required int Line { get; init; }

    /// <summary>1-based line of the ';' or '{' after its words: where nginx reports what is wrong with it (ngx_conf_log_error).</summary>
    public int ReportedLine { get; init; }

    /// <summary>Byte offsets in the file, from the first byte of the name to after the closing ';' or '}'.</summary>
    public required (int Start, int End) Span { get; init; }

    /// <summary>Children of a block, in order; null for a simple directive. Lua blocks have an empty list and their source in <see cref="Args"/>.</summary>
    public ImmutableArray<Directive>? Block { get; init; }

    /// <summary>For include: what was included, in order, in place. Null for every other directive.</summary>
    public ImmutableArray<Directive>? Included { get; init; }

    /// <summary>file:line, as nginx writes it in its messages.</summary>
    public string Where => $"{File}:{Line}";

    /// <summary>Children with includes replaced by what they include, recursively: the order nginx sees.</summary>
    public IEnumerable<Directive> Children() => Flatten(Block ?? []);

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
public sealed record ConfigError(string Message, string File, int Line, string? Hint = null);

/// <summary>A parsed configuration with everything before the first fault; nginx stops at the first fault, so there is at most one grammar error.</summary>
/// <param name="Root">Directives of the main file, includes nested.</param>
/// <param name="Error">The fault that stops nginx from loading it, or null.</param>
public sealed record ConfigTree(ImmutableArray<Directive> Root, ConfigError? Error)
{
    /// <summary>All top-level directives in the order nginx sees them.</summary>
    public IEnumerable<Directive> Children() => Directive.Flatten(Root);
}
