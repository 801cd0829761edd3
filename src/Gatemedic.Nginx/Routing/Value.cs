using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>A text with its variables replaced, as far as they are known.</summary>
/// <param name="Text">Byte text; an unknown variable stands as its name: <c>$upstream_addr</c>.</param>
/// <param name="Unknown">Names of the unknown variables, with their dollar.</param>
internal readonly record struct Value(string Text, ImmutableArray<string> Unknown)
{
    /// <summary>Every variable is known.</summary>
    public bool IsKnown => Unknown.IsDefaultOrEmpty;

    /// <summary>A known text.</summary>
    public static implicit operator Value(string text) => new(text, []);

    /// <summary>A variable of which nothing is known.</summary>
    public static Value Opaque(string name) => new("$" + name, ["$" + name]);
}
