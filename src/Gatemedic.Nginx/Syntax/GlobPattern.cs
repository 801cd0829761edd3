namespace Gatemedic.Nginx;

/// <summary>Matches one part of a path as fnmatch(3) with FNM_PERIOD in the C locale does, which glob(3) of nginx uses.</summary>
public static class GlobPattern
{
    /// <summary>The part has a wildcard.</summary>
    public static bool IsMagic(string part) => part.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>The part without its backslashes, for parts without wildcards.</summary>
    public static string Literal(string part) => System.Text.RegularExpressions.Regex.Replace(part, @"\\(.)", "$1");

    /// <summary>The name matches; a leading dot only matches a written one.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.'))
        {
            return false;
        }

        // On a mismatch only the last star need be tried again, so the work is bounded by the product of the lengths.
        int p = 0, n = 0, star = -1, tried = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                tried = n;
            }
            else if (p < pattern.Length && MatchOne(pattern, ref p, name[n]))
            {
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++tried;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].Trim('*').IsEmpty;
    }

    /// <summary>One character against the element at <paramref name="p"/>, which is moved past the element on a match.</summary>
    private static bool MatchOne(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        if (pattern[p] == '[' && Bracket(pattern, p, c) is var (matches, end) && end > 0)
        {
            p = matches ? end : p;
            return matches;
        }

        var escaped = pattern[p] == '\\' && p + 1 < pattern.Length;
        var wanted = escaped ? pattern[p + 1] : pattern[p];
        if ((wanted == '?' && !escaped) || wanted == c)
        {
            p += escaped ? 2 : 1;
            return true;
        }

        return false;
    }

    /// <summary>[abc], [a-z], [!a], [^a], with "]" allowed first; End is 0 when no "]" closes it, so that "[" means itself.</summary>
    private static (bool Matches, int End) Bracket(ReadOnlySpan<char> pattern, int open, char c)
    {
        var i = open + 1;
        var negated = i < pattern.Length && pattern[i] is '!' or '^';
        i += negated ? 1 : 0;
        var found = false;
        for (var first = true; i < pattern.Length; first = false)
        {
            if (pattern[i] == ']' && !first)
            {
                return (found != negated, i + 1);
            }

            i += pattern[i] == '\\' && i + 1 < pattern.Length ? 1 : 0;
            var low = pattern[i++];
            var high = low;
            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                high = pattern[i + 1];
                i += 2;
            }

            found |= c >= low && c <= high;
        }

        return (false, 0);
    }
}
