using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Writes words so that ngx_conf_read_token reads the same words back.</summary>
internal static class Quoting
{
    /// <summary>After a backslash these are escapes, or are written as one.</summary>
    private const string BecomesEscape = "\"'\\trn\t\r\n";

    private const string EndsOrQuotes = " \t\r\n;{}\"'";

    /// <summary>A word: as it is where that is safe, else in quotes, with the escapes that nginx takes out again.</summary>
    /// <param name="word">Its value.</param>
    /// <param name="quote">The quote that it must stand in; null: what it needs.</param>
    public static string Write(string word, char? quote = null)
    {
        var needed = quote ?? (IsSafe(word) ? null : word.Contains('"', StringComparison.Ordinal) && !word.Contains('\'', StringComparison.Ordinal) ? '\'' : '"');
        var text = new StringBuilder();
        text.Append(needed);
        for (var i = 0; i < word.Length; i++)
        {
            text.Append(word[i] switch
            {
                '\\' when i + 1 == word.Length || BecomesEscape.Contains(word[i + 1], StringComparison.Ordinal) => @"\\",
                '\t' => @"\t",
                '\r' => @"\r",
                '\n' => @"\n",
                var ch when ch == needed => $"\\{ch}",
                var ch => ch.ToString(),
            });
        }

        return text.Append(needed).ToString();
    }

    /// <summary>Ends at the next blank and nowhere before. A '{' is safe after '$' only: nginx takes <c>${name}</c> for part of the word.</summary>
    private static bool IsSafe(string word)
    {
        if (word.Length == 0 || word[0] == '#')
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            var opensVariable = word[i] == '{' && i > 0 && word[i - 1] == '$' && (i < 2 || word[i - 2] != '\\');
            var closesVariable = word[i] == '}' && i > 0;
            if (!opensVariable && !closesVariable && EndsOrQuotes.Contains(word[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
