using System.Text;

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
            ? !scan.Complex && !scan.Quoted && hasPath ? Plain(target, host, scan.Plus) : new Normaliser(target, mergeSlashes, scan.Plus).Run(host, hasPath)
            : null;
    }

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

    private enum State
    {
        Usual,
        Slash,
        Dot,
        DotDot,
        Quoted,
        QuotedSecond,
    }

    /// <summary>The automaton of ngx_http_parse_complex_uri.</summary>
    private sealed class Normaliser(string target, bool mergeSlashes, bool plus)
    {
        private readonly StringBuilder path = new(target[0] == '/' ? "" : "/");
        private bool plusSeen = plus;
        private bool quoted;

        public RequestTarget? Run(string? host, bool hasPath)
        {
            var (state, outer, high) = (State.Usual, State.Usual, 0);
            var args = -1;
            var at = 0;
            var decoded = '\0';
            while (at < target.Length || decoded != '\0')
            {
                // A decoded character is looked at again in the state before the '%'.
                var ch = decoded != '\0' ? decoded : target[at];
                at += decoded != '\0' ? 0 : 1;
                var isDecoded = decoded != '\0';
                decoded = '\0';
                switch (state)
                {
                    case State.Quoted:
                        if (!char.IsAsciiHexDigit(ch))
                        {
                            return null;
                        }

                        (quoted, high, state) = (true, Convert.ToInt32(ch.ToString(), 16), State.QuotedSecond);
                        continue;
                    case State.QuotedSecond:
                        if (!char.IsAsciiHexDigit(ch))
                        {
                            return null;
                        }

                        var value = (char)((high << 4) + Convert.ToInt32(ch.ToString(), 16));
                        if (value == '\0')
                        {
                            return null;
                        }

                        state = outer;
                        if (IsTakenAsIs(value, ch))
                        {
                            path.Append(value);
                            state = State.Usual;
                        }
                        else
                        {
                            plusSeen |= value == '+' && char.IsAsciiLetter(ch);
                            decoded = value;
                        }

                        continue;
                }

                if (ch == '%' && !isDecoded)
                {
                    (outer, state) = (state, State.Quoted);
                    continue;
                }

                if (ch is '?' or '#' && !isDecoded)
                {
                    if (!EndPath(state))
                    {
                        return null;
                    }

                    args = ch == '?' ? at : -1;
                    state = State.Usual;
                    break;
                }

                plusSeen |= ch == '+';
                if (Step(ref state, ch))
                {
                    continue;
                }

                return null;
            }

            if (args < 0 && (state is State.Quoted or State.QuotedSecond || (!Ended && !EndPath(state))))
            {
                return null;
            }

            return new RequestTarget(path.ToString(), args < 0 ? "" : Arguments(args), target, host, hasPath, quoted, plusSeen);
        }

        private bool Ended { get; set; }

        /// <summary>An escaped '%', '#' or '?' is a character of the path like any other.</summary>
        private static bool IsTakenAsIs(char value, char second) =>
            char.IsAsciiDigit(second) ? value is '%' or '#' : value == '?';

        private string Arguments(int from) =>
            target.IndexOf('#', from) is >= 0 and var fragment ? target[from..fragment] : target[from..];

        private bool Step(ref State state, char ch)
        {
            switch (state, ch)
            {
                case (State.Usual, '/'):
                    path.Append(ch);
                    state = State.Slash;
                    return true;
                case (State.Slash, '/'):
                    if (!mergeSlashes)
                    {
                        path.Append(ch);
                    }

                    return true;
                case (State.Slash, '.'):
                    path.Append(ch);
                    state = State.Dot;
                    return true;
                case (State.Dot, '/'):
                    path.Length--;
                    state = State.Slash;
                    return true;
                case (State.Dot, '.'):
                    path.Append(ch);
                    state = State.DotDot;
                    return true;
                case (State.DotDot, '/'):
                    state = State.Slash;
                    return DropSegment();
                default:
                    path.Append(ch);
                    state = State.Usual;
                    return true;
            }
        }

        private bool EndPath(State state)
        {
            Ended = true;
            switch (state)
            {
                case State.Dot:
                    path.Length--;
                    return true;
                case State.DotDot:
                    return DropSegment();
                default:
                    return true;
            }
        }

        /// <summary>Goes back over "/.." to the slash before; false above the root.</summary>
        private bool DropSegment()
        {
            var at = path.Length - 4;
            while (at >= 0 && path[at] != '/')
            {
                at--;
            }

            path.Length = Math.Max(at + 1, 0);
            return at >= 0;
        }
    }
}
