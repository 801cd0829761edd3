using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>The values that a <c>map</c>, a <c>split_clients</c> or a <c>geo</c> lists for its variable.</summary>
internal sealed class ListedValues(DirectiveIndex index)
{
    // A map of thousands of tenants is a table of peers of its own; the first ones show what kind they are.
    private const int Most = 64;

    private static readonly string[] Blocks = ["map", "split_clients", "geo"];

    // Lines of such blocks that set how they work.
    private static readonly string[] Settings = ["include", "delete", "proxy"];

    private readonly Dictionary<(Directive, string), ImmutableArray<string>> known = [];

    /// <summary>Each once, as written, in file order; empty where no such block sets the variable.</summary>
    /// <param name="variable">Without the dollar sign.</param>
    /// <param name="parent">The http or stream block.</param>
    public ImmutableArray<string> Of(string variable, Directive parent)
    {
        if (!known.TryGetValue((parent, variable), out var values))
        {
            values = Blocks.SelectMany(name => index.In(parent, name)).FirstOrDefault(block => Sets(block, variable)) is { } found
                ? [.. found.Children().Where(line => line.Args.Length == 1 && !Settings.Contains(line.Name)).Select(line => line.Args[0]).Distinct().Take(Most)]
                : [];
            known[(parent, variable)] = values;
        }

        return values;
    }

    private static bool Sets(Directive block, string variable) =>
        block.Block is not null && block.Args is [.., ['$', .. var name]] && name.Equals(variable, StringComparison.OrdinalIgnoreCase);
}
