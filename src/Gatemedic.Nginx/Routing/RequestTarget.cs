namespace Gatemedic.Nginx;

/// <summary>The target of a request line as nginx reads it (ngx_http_parse_request_line, ngx_http_parse_complex_uri).</summary>
/// <param name="Uri">Path, decoded and normalised.</param>
/// <param name="Args">What follows '?', as sent.</param>
/// <param name="Unparsed">Path and arguments as sent: <c>$request_uri</c>.</param>
/// <param name="Host">The authority of an absolute target, null for a path.</param>
/// <param name="HasPath">False for <c>http://host?x</c>, whose target cannot be passed on as it came.</param>
/// <param name="Quoted">The path has an escape.</param>
/// <param name="Plus">The path has a '+'.</param>
internal readonly record struct RequestTarget(string Uri, string Args, string Unparsed, string? Host, bool HasPath, bool Quoted, bool Plus)
{
    /// <summary>Reads a target; null when nginx answers 400.</summary>
    public static RequestTarget? Parse(string target, bool mergeSlashes)
    {
        string? host = null;
        if (!target.StartsWith('/'))
        {
            if (Authority(target) is not { } end)
            {
                return null;
            }

            var start = target.IndexOf("//", StringComparison.Ordinal) + 2;
            (host, target) = (WithoutPort(target[start..end]), target[end..]);
            if (target.Length == 0)
            {
                return new RequestTarget("/", "", "/", host, true, false, false);
            }
        }

        var hasPath = target[0] == '/';
        return Scan(target) is { } scan
            ? !scan.Complex && !scan.Quoted && hasPath ? Plain(target, host, scan.Plus) : new UriNormaliser(target, mergeSlashes, scan.Plus).Run(host, hasPath)
            : null;
    }

    /// <summary>The request line's parser gets past it, to the version.</summary>
    public static bool IsWord(string target) =>
        (target.StartsWith('/') || Authority(target) is not null) && target.AsSpan().IndexOfAnyInRange('\0', ' ') < 0 && !target.Contains('\x7f', StringComparison.Ordinal);

    private static RequestTarget Plain(string target, string? host, bool plus)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new RequestTarget(target, "", target, host, true, false, plus)
            : new RequestTarget(target[..question], target[(question + 1)..], target, host, true, false, plus);
    }

    /// <summary>Where the authority of an absolute target ends; null when it is malformed.</summary>
    private static int? Authority(string target)
    {
        var at = 0;
        while (at < target.Length && (char.IsAsciiLetter(target[at]) || (at > 0 && (char.IsAsciiDigit(target[at]) || target[at] is '+' or '-' or '.'))))
        {
            at++;
        }

        if (at == 0 || !target.AsSpan(at).StartsWith("://"))
        {
            return null;
        }

        at += 3;
        if (at < target.Length && target[at] == '[')
        {
            at = target.IndexOf(']', at) + 1;
            if (at == 0)
            {
                return null;
            }
        }
        else
        {
            while (at < target.Length && (char.IsAsciiLetterOrDigit(target[at]) || target[at] is '.' or '-'))
            {
                at++;
            }
        }

        if (at < target.Length && target[at] == ':')
        {
            at++;
            while (at < target.Length && char.IsAsciiDigit(target[at]))
            {
                at++;
            }
        }

        return at == target.Length || target[at] is '/' or '?' ? at : null;
    }

    private static string WithoutPort(string authority) =>
        authority.LastIndexOf(':') is var colon && colon > authority.LastIndexOf(']') ? authority[..colon] : authority;

    /// <summary>What the request line's parser notes: it stops looking at the first thing that needs the slow path, and at '?'.</summary>
    private static (bool Complex, bool Quoted, bool Plus)? Scan(string target)
    {
        var (complex, quoted, plus, slow, afterSlash) = (false, false, false, target[0] == '?', true);
        for (var i = 1; i < target.Length; i++)
        {
            var ch = target[i];
            if (ch is <= ' ' or '\x7f')
            {
                return null;
            }

            if (slow)
            {
                complex |= ch == '#';
                continue;
            }

            switch (ch)
            {
                case '.' or '/' when afterSlash:
                    (complex, slow) = (true, true);
                    break;
                case '/':
                    afterSlash = true;
                    continue;
                case '%':
                    (quoted, slow) = (true, true);
                    break;
                case '#':
                    (complex, slow) = (true, true);
                    break;
                case '?':
                    slow = true;
                    break;
                case '+':
                    // The parser stays where it is: "/+/" is still after a slash.
                    plus = true;
                    continue;
            }

            afterSlash = false;
        }

        return (complex, quoted, plus);
    }
}
