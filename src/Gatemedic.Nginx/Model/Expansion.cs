using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx;

/// <summary>A word in which variables are replaced by their values, or by a mark where the value is known only at run time.</summary>
/// <param name="Text">The word with marks.</param>
/// <param name="Unknown">What stands behind each mark, in order: <c>$host</c>.</param>
internal sealed record Expansion(string Text, ImmutableArray<string> Unknown)
{
    /// <summary>Mark of a value of which nothing is known. Not a character, so no file holds it.</summary>
    public const char Opaque = '\uFFFF';

    /// <summary>Mark of a value that starts with '/' or '?' or is empty.</summary>
    public const char UriStart = '\uFFFE';

    /// <summary>Every variable has a value.</summary>
    public bool IsKnown => Unknown.Length == 0;

    /// <summary>A single mark.</summary>
    public static Expansion Of(char mark, string name) => new(mark.ToString(), [name]);

    /// <summary>Text without variables; what would read as a mark is replaced.</summary>
    public static Expansion Of(string text) => new(Clean(text), []);

    /// <summary>Text that holds no mark.</summary>
    public static string Clean(string text) => text.Replace(Opaque, '\uFFFD').Replace(UriStart, '\uFFFD');

    /// <summary>How many marks a part of <see cref="Text"/> has.</summary>
    public static int Marks(ReadOnlySpan<char> text) => text.Count(Opaque) + text.Count(UriStart);

    /// <summary>The end of <see cref="Text"/> with the variables' names for their marks.</summary>
    public string Named(string tail)
    {
        var next = Unknown.Length - Marks(tail);
        var named = new StringBuilder();
        foreach (var ch in tail)
        {
            if (ch is Opaque or UriStart)
            {
                named.Append(Unknown[next++]);
            }
            else
            {
                named.Append(ch);
            }
        }

        return named.ToString();
    }
}
