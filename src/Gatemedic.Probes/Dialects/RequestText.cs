using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>The parts of a request, made safe to put on the wire whatever the configuration holds.</summary>
internal static class RequestText
{
    /// <summary>Absent on purpose: "File not found" from an interpreter proves FastCGI without running anything.</summary>
    public const string AbsentScript = "/gatemedic-probe";

    /// <summary>The request target; bytes that would end it are percent-encoded.</summary>
    public static string Target(ProbeRequest request)
    {
        var target = new StringBuilder(request.Path.StartsWith('/') ? "" : "/");
        foreach (var octet in Encoding.UTF8.GetBytes(request.Path.Length > 4096 ? request.Path[..4096] : request.Path))
        {
            _ = octet is > 0x20 and < 0x7f ? target.Append((char)octet) : target.Append('%').Append(octet.ToString("X2"));
        }

        return target.ToString();
    }

    /// <summary>The Host header, without anything that would end it.</summary>
    public static string Host(ProbeRequest request) =>
        string.Concat(request.Host.Where(character => character is > ' ' and < '\x7f').Take(255)) is { Length: > 0 } host ? host : "localhost";

    /// <summary>CGI variables in the order of nginx's fastcgi_params and its relatives.</summary>
    public static IEnumerable<(string Name, string Value)> CgiVariables(ProbeRequest request)
    {
        var target = Target(request);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        return
        [
            ("QUERY_STRING", query < 0 ? "" : target[(query + 1)..]),
            ("REQUEST_METHOD", "GET"),
            ("CONTENT_TYPE", ""),
            ("CONTENT_LENGTH", ""),
            ("SCRIPT_NAME", path),
            ("REQUEST_URI", target),
            ("PATH_INFO", path),
            ("DOCUMENT_URI", path),
            ("DOCUMENT_ROOT", "/"),
            ("SERVER_PROTOCOL", "HTTP/1.0"),
            ("REQUEST_SCHEME", "http"),
            ("REMOTE_ADDR", "127.0.0.1"),
            ("REMOTE_PORT", "0"),
            ("SERVER_ADDR", "127.0.0.1"),
            ("SERVER_PORT", "80"),
            ("SERVER_NAME", Host(request)),
            ("HTTP_HOST", Host(request)),
            ("HTTP_USER_AGENT", "gatemedic"),
        ];
    }
}
