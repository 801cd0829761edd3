using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Keys, hashes and tokens that say by their shape what they are. Every repetition is bounded, for the texts are anybody's.</summary>
internal static partial class KeyPatterns
{
    /// <summary>A PEM block, over several lines, on one with \n in it, behind comment signs; also one that is cut off. Certificates name hosts, so they go too.</summary>
    [GeneratedRegex(@"(?<secret>-----BEGIN[^-\r\n]{1,80}-----(?:(?:(?!-----BEGIN)[\s\S]){0,30000}?-----END[^-\r\n]{1,80}-----|[A-Za-z0-9+/=\s\\#,:%*-]{0,30000}))", RegexOptions.CultureInvariant)]
    public static partial Regex Block();

    /// <summary>The end of a PEM block whose beginning is elsewhere.</summary>
    [GeneratedRegex(@"(?<secret>(?:[A-Za-z0-9+/=]{1,128}(?:\s|\\r|\\n|%0A|#){1,4}){0,500}-----END[^-\r\n]{1,80}-----)", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    public static partial Regex Tail();

    [GeneratedRegex(@"\bPrivate-(?:Lines|MAC): (?<secret>[0-9a-fA-F]{1,64}(?:\s{1,2}[A-Za-z0-9+/=]{1,64}){0,200})", RegexOptions.CultureInvariant)]
    public static partial Regex PuttyLines();

    [GeneratedRegex(@"""(?:d|p|q|dp|dq|qi|k)""\s{0,4}:\s{0,4}""(?<secret>[\w=-]{16,4096})""", RegexOptions.CultureInvariant)]
    public static partial Regex JsonWebKey();

    /// <summary>crypt(3) and Apache's: $apr1$salt$hash, $2y$10$..., $argon2id$...</summary>
    [GeneratedRegex(@"(?<secret>\$(?:apr1|[156y7]|sha1|md5)\$(?:rounds=\d{1,9}\$)?[./0-9A-Za-z]{1,32}\$[./0-9A-Za-z$]{20,128}|\$2[abxy]\$\d\d\$[./0-9A-Za-z]{20,80}|\$(?:argon2\w{0,2}|scrypt|pbkdf2[\w-]{0,12})\$[^\s:""';]{10,512})", RegexOptions.CultureInvariant)]
    public static partial Regex CryptHash();

    /// <summary>LDAP's, which nginx takes too: {SSHA}..., {PLAIN}...</summary>
    [GeneratedRegex(@"\{(?:S?SHA\d{0,3}|S?MD5|PLAIN|CRYPT)\}(?<secret>[^\s:""';]{1,512})", RegexOptions.CultureInvariant)]
    public static partial Regex SchemeHash();

    /// <summary>user:hash of thirteen letters, a line of its own.</summary>
    [GeneratedRegex(@"^[\w.@-]{1,64}:(?<secret>[./0-9A-Za-z]{13})\s*?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    public static partial Regex OldHash();

    /// <summary>GitHub, GitLab, Slack, AWS, Google, Stripe, SendGrid, npm, age, JSON web tokens.</summary>
    [GeneratedRegex(@"(?<secret>\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,64}|xox[abeprs]-[\w-]{10,255}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{30,50}|[srp]k_(?:live|test)_\w{8,128}|whsec_\w{8,128}|SG\.[\w-]{10,64}\.[\w-]{10,128}|npm_\w{20,64}|AGE-SECRET-KEY-\w{10,128}|eyJ[\w-]{8,4096}\.[\w-]{1,4096}(?:\.[\w-]{0,4096}){0,3}))", RegexOptions.CultureInvariant)]
    public static partial Regex KnownToken();

    /// <summary>Base64 of some length: it has a capital, a small letter and a digit, and is no path. Ids of containers are of small letters.</summary>
    [GeneratedRegex(@"(?<![\w+/=.%-])(?=[a-z0-9+/_-]{0,200}[A-Z])(?=[A-Z0-9+/_-]{0,200}[a-z])(?=[A-Za-z+/_-]{0,200}[0-9])(?<secret>[A-Za-z0-9+_-][A-Za-z0-9+/_-]{38,}={0,2})", RegexOptions.CultureInvariant)]
    public static partial Regex Blob();

    /// <summary>Longer than any id or digest that tells something.</summary>
    [GeneratedRegex(@"(?<![0-9a-zA-Z])(?<secret>[0-9a-fA-F]{96,})", RegexOptions.CultureInvariant)]
    public static partial Regex LongHex();
}
