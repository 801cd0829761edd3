using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Headers and named values as logs, dumps and programs print them.</summary>
internal static partial class HeaderPatterns
{
    /// <summary>How a quote looks in a log: nginx writes it as \x22, JSON in JSON with a backslash.</summary>
    private const string Quote = @"(?:\\{0,2}[""']|\\x22|\\u0022|%22)";

    /// <summary>What makes a name say that its value is secret, and the rest of the name. What stands before does not matter, and to look for it would cost most of the time.</summary>
    internal const string SecretName = @"(?:passw(?:or)?d|passwd|passphrase|pwd|secret|token|api[_-]?key|auth[_-]?key|access[_-]?key|private[_-]?key|credential|signature|hmac|sess(?:ion)?[_-]?id|(?<![a-z0-9])(?:sid|auth|key|sig|otp|pin|jwt)(?![a-z0-9])|(?<![a-z0-9_-])pass(?![a-z0-9]))[\w.-]{0,64}";

    [GeneratedRegex(@"(?<![\w$])(?:proxy-)?authorization" + Quote + @"?\s{0,8}(?:=>|[=:])\s{0,8}" + Quote + @"?(?<secret>(?:Digest|AWS4-HMAC-SHA256|OAuth|Hawk|Signature)\s[^\r\n]{1,8192}|(?:(?!" + Quote + @")[^\r\n;{}]){1,8192})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex Authorization();

    [GeneratedRegex(@"\b(?:Bearer|Basic|Negotiate|ApiKey|GitHub-Bearer)(?:\s|\+|%20){1,8}(?<secret>[\w.~+/=-]{6,8192})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex Scheme();

    [GeneratedRegex(@"(?<![\w$])(?:set-)?cookie2?" + Quote + @"?\s{0,8}(?:=>|[=:])\s{0,8}" + Quote + @"?(?<secret>(?:(?!" + Quote + @")[^\r\n]){1,8192})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex Cookie();

    /// <summary>password=x, "api_key": "x y", X-Auth-Token: x, token%3Dx.</summary>
    [GeneratedRegex("(?:" + SecretName + ")" + Quote + @"?\s{0,3}(?:=>|[=:]|%3D|%3A)\s{0,3}(?:" + Quote + "(?<secret>(?:(?!" + Quote + @")[^\r\n]){1,8192})|(?<secret>[^\s""'&;,{}]{1,8192}))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex NamedValue();
}
