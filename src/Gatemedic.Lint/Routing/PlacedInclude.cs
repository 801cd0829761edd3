using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>An include with the block that its files become part of.</summary>
/// <param name="Directive">The include.</param>
/// <param name="Block">The innermost block around it, through the files that include it; null at the top.</param>
internal sealed record PlacedInclude(Directive Directive, Directive? Block)
{
    /// <summary>Every include of a configuration, in the order in which nginx meets them; those inside data blocks left out.</summary>
    public static IEnumerable<PlacedInclude> Of(LintSubject subject) => Walk(subject.Tree.Root, null);

    /// <summary>The pattern as an absolute path; null in a fragment that does not say where it starts.</summary>
    public string? Pattern(LintSubject subject) =>
        Directive.Args is not [var path, ..] ? null
        : path.StartsWith('/') ? path
        : subject.IsFragment ? null
        : Path.GetDirectoryName(subject.Tree.Root[0].File) + "/" + path;

    /// <summary>The files that it includes; empty when a pattern matches none, or when they are not known.</summary>
    public ImmutableArray<string> Files(LintSubject subject) =>
        Pattern(subject) is not { } pattern ? []
        : !HasWildcards(pattern) ? [pattern]
        : subject.Files?.Glob(pattern) ?? [];

    /// <summary>It is matched against file names, and may match none.</summary>
    public static bool HasWildcards(string pattern) => pattern.AsSpan().ContainsAny("*?[");

    private static IEnumerable<PlacedInclude> Walk(IEnumerable<Directive> directives, Directive? block)
    {
        foreach (var directive in directives)
        {
            if (directive.Included is { } included)
            {
                yield return new PlacedInclude(directive, block);
                foreach (var inner in Walk(included, block))
                {
                    yield return inner;
                }
            }
            else if (directive.Block is { } children && !KnownDirectives.HoldsData(directive.Name))
            {
                foreach (var inner in Walk(children, directive))
                {
                    yield return inner;
                }
            }
        }
    }
}
