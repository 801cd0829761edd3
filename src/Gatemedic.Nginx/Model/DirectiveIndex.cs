using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Finds directives of a block by name without walking the block each time.</summary>
internal sealed class DirectiveIndex
{
    private readonly ConcurrentDictionary<Directive, Dictionary<string, ImmutableArray<Directive>>> blocks = new(ReferenceEqualityComparer.Instance);

    /// <summary>The direct children of a block that have a name, in order.</summary>
    public ImmutableArray<Directive> In(Directive block, string name) =>
        blocks.GetOrAdd(block, Build).TryGetValue(name, out var found) ? found : [];

    private static Dictionary<string, ImmutableArray<Directive>> Build(Directive block) => block.Children()
        .GroupBy(child => child.Name)
        .ToDictionary(group => group.Key, group => group.ToImmutableArray());
}
