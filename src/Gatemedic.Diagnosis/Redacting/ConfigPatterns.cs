using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Where nginx's configuration holds secrets in clear: headers and parameters that it sends, variables and keys that it compares. In comments too.</summary>
internal static partial class ConfigPatterns
{
    private const string Value = @"(?:""(?:[^""\\]|\\.){0,8192}""|'(?:[^'\\]|\\.){0,8192}'|[^\s;""'{}][^\s;]{0,8192})";
    private const string Secretly = @"\w{0,64}(?:passw|passphrase|secret|token|api_?key|auth_?key|access_?key|credential|signature|cookie_)\w{0,64}";
    private const string SecretInput = @"(?:http_authorization|http_cookie|http_x_(?!forwarded|real|request_id|requested)\w{1,64}|" + Secretly + ")";

    [GeneratedRegex(@"\b(?:(?:proxy|grpc)_set_header|add_header|add_trailer|auth_http_header|more_set_headers|more_set_input_headers)\s+(?:""(?<name>[^""]{1,256}?):?""|'(?<name>[^']{1,256}?):?'|(?<name>[^\s;""']{1,256}))\s+(?<secret>" + Value + ")", RegexOptions.CultureInvariant)]
    public static partial Regex Header();

    [GeneratedRegex(@"\b(?:fastcgi|uwsgi|scgi)_param\s+[""']?(?<name>[^\s;""']{1,256})[""']?\s+(?<secret>" + Value + ")", RegexOptions.CultureInvariant)]
    public static partial Regex Parameter();

    [GeneratedRegex(@"\benv\s+""?\w{1,256}=(?<secret>[^;""]{1,8192})", RegexOptions.CultureInvariant)]
    public static partial Regex EnvironmentLine();

    [GeneratedRegex(@"\b(?:set|js_var|set_from_env)\s+\$" + Secretly + @"\s+(?<secret>" + Value + ")", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex SecretVariable();

    [GeneratedRegex(@"\$\{?" + SecretInput + @"\}?\s{0,4}(?:!?~\*?|!?=)\s{0,4}(?<secret>""(?:[^""\\]|\\.){0,8192}""|'(?:[^'\\]|\\.){0,8192}'|[^\s;""'{}()][^\s;)]{0,8192})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex Comparison();

    [GeneratedRegex(@"\b(?:map|geo)\s+""?\$\{?" + SecretInput + @"[^{};]{0,200}?\{(?:\s*(?:\#[^\n]*|(?:default|include|hostnames|volatile)\b[^;{}]{0,4096};|(?<secret>" + Value + @")\s+[^;{}]{0,4096};)){0,4096}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex MapOfSecret();

    [GeneratedRegex(@"\bmap\s+[^\s;{}]{1,512}\s+\$" + Secretly + @"\s*\{(?:\s*(?:\#[^\n]*|(?:include|hostnames|volatile)\b[^;{}]{0,4096};|" + Value + @"\s+(?:[""']?[01]?[""']?\s*;|\$\w+\s*;|(?<secret>" + Value + @")\s*;))){0,4096}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex MapToSecret();

    [GeneratedRegex(@"(?<=(?:^|[;{}\#])\s{0,200})(?:secure_link_md5|secure_link_secret|" + Secretly + @")\s+(?<secret>" + Value + @")(?=\s*;)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex SecretDirective();
}
