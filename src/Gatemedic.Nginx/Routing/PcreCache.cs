using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Gatemedic.Nginx;

/// <summary>Regular expressions of a configuration, each made once.</summary>
internal sealed class PcreCache
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, Compiled?> compiled = [];

    /// <summary>The expression for byte text; null when .NET cannot read it.</summary>
    public Compiled? Compile(string pattern, bool ignoreCase) => compiled.GetOrAdd((ignoreCase ? "~*" : "~") + pattern, _ => Make(pattern, ignoreCase));

    private static Compiled? Make(string pattern, bool ignoreCase)
    {
        if (PcreTranslator.Translate(ByteText.FromText(pattern)) is not { } translation)
        {
            return null;
        }

        try
        {
            var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new Compiled(new Regex(translation.Text, options, Timeout), translation.Groups, translation.Names);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>An expression, its number of groups, and the number of each named one.</summary>
    public sealed record Compiled(Regex Regex, int Groups, IReadOnlyDictionary<string, int> Names);
}
