using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>A directive that is to be written: words unquoted, as in <see cref="Directive"/>.</summary>
/// <param name="Name">First word.</param>
/// <param name="Args">The other words. A Lua block has its source as the last one.</param>
/// <param name="Block">Children of a block; null for a simple directive.</param>
public sealed record Statement(string Name, ImmutableArray<string> Args, ImmutableArray<Statement>? Block = null)
{
    /// <summary>A simple directive.</summary>
    public static Statement Of(string name, params ImmutableArray<string> args) => new(name, args);

    /// <summary>A directive with its children, to be written elsewhere.</summary>
    public static Statement Of(Directive directive) =>
        new(directive.Name, directive.Args, directive.Block is { } block ? [.. block.Select(Of)] : null);

    /// <summary>The only statement of a text in nginx's language: <c>proxy_buffers 8 16k;</c>.</summary>
    /// <exception cref="FormatException">It is not one statement; the message has nginx's words.</exception>
    public static Statement Parse(string text)
    {
        var files = new OverlaidFiles(null, new Dictionary<string, ReadOnlyMemory<byte>> { ["/"] = Encoding.UTF8.GetBytes(text) });
        var tree = ConfigParser.Parse(files, "/");
        return tree switch
        {
            // An include is read before its file is missed.
            { Root: [{ Name: "include" } include] } => Of(include),
            { Root: [var only], Error: null } => Of(only),
            _ => throw new FormatException($"not one statement: {text}{(tree.Error is { } error ? $" ({error.Message})" : "")}"),
        };
    }

    /// <summary>On one line, quoted as needed.</summary>
    public override string ToString() => Write("", "", " ");

    /// <summary>With line ends and indentation; no indentation before the first line, no line end after the last.</summary>
    internal string Write(string indent, string unit, string lineEnd)
    {
        if (Block is not { } block)
        {
            return Words(Args) + ";";
        }

        if (KnownDirectives.HoldsLua(Name))
        {
            return $"{Words(Args[..^1])} {{{Args[^1]}}}";
        }

        var text = new StringBuilder(Words(Args)).Append(" {");
        foreach (var child in block)
        {
            text.Append(lineEnd).Append(indent).Append(unit).Append(child.Write(indent + unit, unit, lineEnd));
        }

        return text.Append(lineEnd).Append(indent).Append('}').ToString();
    }

    /// <summary>A directive that says the same, children included.</summary>
    internal bool IsSaidBy(Directive directive) =>
        directive.Name == Name && directive.Args.SequenceEqual(Args) && directive.Block.HasValue == Block.HasValue
        && (Block is not { } block || (directive.Block!.Value.Length == block.Length && block.Zip(directive.Block.Value).All(pair => pair.First.IsSaidBy(pair.Second))));

    /// <summary>All words, children's included.</summary>
    internal IEnumerable<string> AllWords() => [Name, .. Args, .. (Block ?? []).SelectMany(child => child.AllWords())];

    private string Words(ImmutableArray<string> args) => string.Join(' ', args.Prepend(Name).Select(word => Quoting.Write(word)));
}
