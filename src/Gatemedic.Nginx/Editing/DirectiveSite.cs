using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Where a directive is written, and what is around it there.</summary>
/// <param name="Directive">The directive; one of several equal ones when its file is included several times.</param>
/// <param name="Siblings">The list that it stands in.</param>
/// <param name="Around">The block that holds it in its own file; null at the top of a file.</param>
/// <param name="PreviousEnd">Where the statement before it ends; null when it is the first of its block or file.</param>
internal sealed record DirectiveSite(Directive Directive, ImmutableArray<Directive> Siblings, Directive? Around, int? PreviousEnd);

/// <summary>All places of a tree where directives are written.</summary>
internal sealed class SiteIndex
{
    private readonly Dictionary<(string File, int Start), DirectiveSite> sites = [];
    private readonly Dictionary<string, List<IncludeUse>> uses = [];

    public SiteIndex(ConfigTree tree) => Add(tree.Root, null, null);

    /// <summary>Every place, in no order that matters.</summary>
    public IEnumerable<DirectiveSite> All => sites.Values;

    /// <summary>The key of a place.</summary>
    public static (string File, int Start) Key(Directive directive) => (directive.File, directive.Span.Start);

    /// <summary>The place of a directive; null when another tree had it.</summary>
    public DirectiveSite? Find(Directive directive) =>
        sites.TryGetValue(Key(directive), out var site) && site.Directive.Name == directive.Name && site.Directive.Args.SequenceEqual(directive.Args) ? site : null;

    /// <summary>The includes that open a file; none for the main file.</summary>
    public ImmutableArray<IncludeUse> Uses(string file) => uses.TryGetValue(file, out var found) ? [.. found] : [];

    private void Add(ImmutableArray<Directive> siblings, Directive? block, Directive? around)
    {
        for (var i = 0; i < siblings.Length; i++)
        {
            var directive = siblings[i];
            var previous = i > 0 && siblings[i - 1].File == directive.File && siblings[i - 1].Span.End <= directive.Span.Start ? siblings[i - 1].Span.End : (int?)null;
            sites.TryAdd(Key(directive), new DirectiveSite(directive, siblings, around, previous));
            if (directive.Included is { } included)
            {
                foreach (var file in included.Select(d => d.File).Distinct())
                {
                    if (!uses.TryGetValue(file, out var found))
                    {
                        uses[file] = found = [];
                    }

                    found.Add(new IncludeUse(directive, block));
                }

                Add(included, block, null);
            }
            else if (directive.Block is { } children)
            {
                Add(children, directive, directive);
            }
        }
    }
}
