using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Gatemedic.Host;

/// <summary>Takes secrets out of command lines before anything else sees them.</summary>
internal static partial class Redaction
{
    private const string Mark = "***";
    private const int Longest = 4096;

    /// <summary>Each pattern's group "secret" is what goes; applied in this order to each argument.</summary>
    private static readonly ImmutableArray<Regex> Patterns = [Credentials(), NamedValue(), Authorization(), KnownToken()];

    /// <summary>Programs whose -pVALUE is a password.</summary>
    private static readonly ImmutableArray<string> PasswordByLetter = ["mysql", "mariadb", "mysqldump", "mysqladmin", "sshpass"];

    /// <summary>One line of the arguments with secrets replaced.</summary>
    public static string Command(ImmutableArray<string> arguments)
    {
        if (arguments.Length == 1)
        {
            return Line(arguments[0]);
        }

        var hidesLetter = arguments.Length > 0 && PasswordByLetter.Contains(System.IO.Path.GetFileName(arguments[0]));
        var words = new List<string>(arguments.Length);
        var nextIsSecret = false;
        foreach (var argument in arguments)
        {
            var word = nextIsSecret ? Mark : Text(WholeAssignment().Replace(argument, "$1" + Mark));
            var isLetter = hidesLetter && LetterPassword().IsMatch(word);
            words.Add(isLetter ? "-p" + Mark : word);
            nextIsSecret = !nextIsSecret && !isLetter && SecretOption().IsMatch(argument);
        }

        return string.Join(' ', words);
    }

    /// <summary>A command that is already one text: a process title, ExecStart.</summary>
    public static string Line(string text) => SecretOptionInLine().Replace(Text(text), "$1 " + Mark);

    private static string Text(string text)
    {
        text = text.Length > Longest ? text[..Longest] : text;
        foreach (var pattern in Patterns)
        {
            text = pattern.Replace(text, match =>
            {
                var secret = match.Groups["secret"];
                return string.Concat(match.Value.AsSpan(0, secret.Index - match.Index), Mark,
                    match.Value.AsSpan(secret.Index - match.Index + secret.Length));
            });
        }

        return text;
    }

    // Lengths are bounded because the search is quadratic in them and command lines are anybody's text.
    private const string SecretName = @"[\w.-]{0,64}(?:passw(?:or)?d|passphrase|secret|token|apikey|credential|(?<!\w)auth(?![a-z])|(?<![a-z0-9])key(?![a-z]))[\w.-]{0,64}";

    // scheme://user:secret@host
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*://[^\s/:@]*:(?<secret>[^\s/@]+)@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    // --password=x, DB_PASSWORD=x, "token":"x", ?api_key=x
    [GeneratedRegex("(?:" + SecretName + @")[""']?\s?[=:]\s?[""']?(?<secret>[^\s""'&;,]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedValue();

    [GeneratedRegex(@"\b(?:Bearer|Basic)\s+(?<secret>[\w.~+/=-]{6,})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    // Tokens that say themselves what they are: GitHub, Slack, AWS, JSON web tokens.
    [GeneratedRegex(@"(?<secret>\b(?:gh[pousr]_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*))", RegexOptions.CultureInvariant)]
    private static partial Regex KnownToken();

    // An argument of its own may hold spaces; in a line nobody knows where the value ends.
    [GeneratedRegex("^((?:--?)?" + SecretName + @"=)[\s\S]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeAssignment();

    [GeneratedRegex("^--?" + SecretName + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretOption();

    [GeneratedRegex("(?<=^|\\s)(--?" + SecretName + @")\s+(?!-)\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretOptionInLine();

    [GeneratedRegex(@"^-p\S+$", RegexOptions.CultureInvariant)]
    private static partial Regex LetterPassword();
}
