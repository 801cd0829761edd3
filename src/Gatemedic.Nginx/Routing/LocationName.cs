namespace Gatemedic.Nginx;

/// <summary>The modifier and pattern of a location.</summary>
internal static class LocationName
{
    /// <summary>Both as byte text; a modifier may be glued to its pattern: <c>=/x</c>, <c>^~/x</c>, <c>~*\.php$</c>.</summary>
    public static (string Modifier, string Pattern) Split(Directive location)
    {
        if (location.Args is [var written, var text, ..])
        {
            return (written, ByteText.FromText(text));
        }

        var only = location.Args is [var name] ? ByteText.FromText(name) : "";
        foreach (var modifier in (ReadOnlySpan<string>)["=", "^~", "~*", "~", "@"])
        {
            if (only.StartsWith(modifier, StringComparison.Ordinal))
            {
                return (modifier, only[modifier.Length..]);
            }
        }

        return ("", only);
    }
}
