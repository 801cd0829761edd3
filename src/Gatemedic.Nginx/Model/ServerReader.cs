using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Reads server and location blocks.</summary>
internal sealed class ServerReader
{
    private readonly Dictionary<Directive, LocationBlock> locations = new(ReferenceEqualityComparer.Instance);

    /// <summary>The location made from a directive; nginx refuses one that stands in an if or limit_except, but it is read all the same.</summary>
    public LocationBlock LocationOf(Directive directive) =>
        locations.TryGetValue(directive, out var known) ? known : locations[directive] = Location(directive);

    /// <summary>The servers of an http or stream block.</summary>
    public IEnumerable<ServerBlock> Read(Directive parent, ServerKind kind) =>
        from block in parent.Children()
        where block is { Name: "server", Block: not null }
        select Server(block, parent, kind);

    private ServerBlock Server(Directive block, Directive parent, ServerKind kind)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var listens = ImmutableArray.CreateBuilder<Listen>();
        foreach (var child in block.Children())
        {
            if (child.Name == "server_name")
            {
                names.AddRange(child.Args);
            }
            else if (child.Name == "listen")
            {
                listens.AddRange(ListenParser.Parse(child));
            }
        }

        if (listens.Count == 0 && kind == ServerKind.Http)
        {
            listens.Add(new Listen("*", 80, false, false, false, block.File, block.Line));
        }

        return new ServerBlock
        {
            Kind = kind,
            Names = names.DrainToImmutable(),
            Listens = listens.DrainToImmutable(),
            Locations = Locations(block),
            Directive = block,
            Parent = parent,
        };
    }

    private ImmutableArray<LocationBlock> Locations(Directive block) =>
    [
        .. block.Children()
            .Where(child => child is { Name: "location", Block: not null })
            .Select(child => locations[child] = Location(child)),
    ];

    private LocationBlock Location(Directive block)
    {
        var (modifier, pattern) = block.Args switch
        {
            [] => ("", ""),
            [var only] => Split(only),
            [var written, var text, ..] => (written, text),
        };
        return new LocationBlock { Modifier = modifier, Pattern = pattern, Locations = Locations(block), Directive = block };
    }

    /// <summary>A modifier may be glued to its pattern: <c>=/x</c>, <c>^~/x</c>, <c>~*\.php$</c>.</summary>
    private static (string Modifier, string Pattern) Split(string text)
    {
        foreach (var modifier in (ReadOnlySpan<string>)["=", "^~", "~*", "~", "@"])
        {
            if (text.StartsWith(modifier, StringComparison.Ordinal))
            {
                return (modifier, text[modifier.Length..]);
            }
        }

        return ("", text);
    }
}
