namespace Gatemedic.Commands;

/// <summary>Finds the word that was meant.</summary>
internal static class NearestWord
{
    /// <summary>The one that a few letters make of what was typed; null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> words)
    {
        // Nobody means a short word with a line of text, and the distance of two words costs their product.
        const int longest = 64;
        var lower = typed.ToLowerInvariant();
        return lower.Length <= longest && words.MinBy(w => Distance(w, lower)) is { } nearest && Distance(nearest, lower) <= nearest.Length / 3 ? nearest : null;
    }

    /// <summary>Edit distance (Levenshtein), for two short words.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
