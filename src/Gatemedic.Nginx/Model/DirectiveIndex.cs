using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Finds directives of a block by name without walking the block each time.</summary>
internal sealed class DirectiveIndex
{
    /// <summary>A block with fewer children is walked faster than it is indexed; most blocks are such.</summary>
    private const int WorthIndexing = 24;

    private readonly ConcurrentDictionary<Directive, Dictionary<string, ImmutableArray<Directive>>> blocks = new(ReferenceEqualityComparer.Instance);

    /// <summary>The direct children of a block that have a name, in order.</summary>
    public ImmutableArray<Directive> In(Directive block, string name) =>
        Scan(block, name) ?? (blocks.GetOrAdd(block, Build).TryGetValue(name, out var found) ? found : []);

    private static ImmutableArray<Directive>? Scan(Directive block, string name)
    {
        if (block.Block is not { Length: < WorthIndexing } children)
        {
            return null;
        }

        var found = ImmutableArray<Directive>.Empty;
        foreach (var child in children)
        {
            if (child.Included is not null)
            {
                return null;
            }

            found = child.Name == name ? found.Add(child) : found;
        }

        return found;
    }

    private static Dictionary<string, ImmutableArray<Directive>> Build(Directive block) => block.Children()
        .GroupBy(child => child.Name)
        .ToDictionary(group => group.Key, group => group.ToImmutableArray());
}
