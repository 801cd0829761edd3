using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;

namespace Gatemedic.Diagnosis;

/// <summary>Which values stay although they stand where a secret might: causes need them, and they are none.</summary>
internal static partial class KeptValues
{
    // Headers whose values are of the web's common knowledge, or a host that gets a pseudonym.
    private static readonly FrozenSet<string> Headers = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Host", "Connection", "Upgrade", "Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "Content-Length", "Range", "TE", "Early-Data", "Via",
        "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Forwarded-Scheme", "X-Forwarded-Prefix", "X-Forwarded-Server",
        "X-Forwarded-Ssl", "X-Scheme", "X-Request-ID", "X-Request-Start", "X-Script-Name", "Forwarded", "X-Original-URI", "X-Accel-Buffering", "X-Accel-Expires",
        "Cache-Control", "Expires", "Pragma", "Vary", "Allow", "Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options", "X-XSS-Protection",
        "Referrer-Policy", "Content-Security-Policy", "Permissions-Policy", "Access-Control-Allow-Origin", "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers", "Access-Control-Allow-Credentials", "Access-Control-Max-Age", "Access-Control-Expose-Headers", "X-Robots-Tag", "Alt-Svc", "X-Cache-Status");

    // CGI's own, and those that nginx's fastcgi_params and PHP's settings add.
    private static readonly FrozenSet<string> Parameters = FrozenSet.Create(StringComparer.Ordinal,
        "SCRIPT_FILENAME", "SCRIPT_NAME", "PATH_INFO", "PATH_TRANSLATED", "QUERY_STRING", "REQUEST_METHOD", "CONTENT_TYPE", "CONTENT_LENGTH", "REQUEST_URI",
        "DOCUMENT_URI", "DOCUMENT_ROOT", "SERVER_PROTOCOL", "REQUEST_SCHEME", "HTTPS", "GATEWAY_INTERFACE", "SERVER_SOFTWARE", "REMOTE_ADDR", "REMOTE_PORT", "REMOTE_USER",
        "SERVER_ADDR", "SERVER_PORT", "SERVER_NAME", "REDIRECT_STATUS", "HTTP_HOST", "HTTP_PROXY", "SCGI", "UWSGI_SCHEME", "UWSGI_SCRIPT", "UWSGI_CHDIR");

    /// <summary>A header of the list, or one that passes a variable on.</summary>
    public static bool IsHarmlessHeader(Match match) => Headers.Contains(match.Groups["name"].Value) || IsVariable(match);

    /// <summary>A parameter of the list, or a plain value.</summary>
    public static bool IsHarmlessParameter(Match match) => Parameters.Contains(match.Groups["name"].Value) || IsVariable(match);

    /// <summary>Nothing but variables: nginx fills them in, so they are no secret of the configuration.</summary>
    public static bool IsVariable(Match match) => Variables().IsMatch(Bare(match));

    /// <summary>Variables, a switch, a path or a whole URL.</summary>
    public static bool IsPlain(Match match) => IsVariable(match) || Plain().IsMatch(Bare(match));

    /// <summary>A number of five digits at most, a path, an address or a switch: what says where a program listens.</summary>
    public static bool IsPlace(Match match)
    {
        var value = Bare(match);
        return Plain().IsMatch(value) || Number().IsMatch(value) || IPEndPoint.TryParse(value, out _) || Local().IsMatch(value);
    }

    private static string Bare(Match match) => match.Groups["secret"].Value.Trim('"', '\'', ' ', '\t');

    [GeneratedRegex(@"^(?:\$\w{1,128}|\$\{\w{1,128}\}|\s|,){0,16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Variables();

    [GeneratedRegex(@"^(?:on|off|true|false|yes|no|always|build|production|development|staging|test|/[\w./@+-]{0,512}|https?://[\w.:/$\[\]-]{1,512})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^\d{1,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:localhost|[\w.-]{1,253}:\d{1,5}|unix:[\w./@-]{1,200}|(?:tcp|unix)://[\w./:@-]{1,253}|:\d{1,5})$", RegexOptions.CultureInvariant)]
    private static partial Regex Local();
}
