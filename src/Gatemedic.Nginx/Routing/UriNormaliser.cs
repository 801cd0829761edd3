using System.Text;

namespace Gatemedic.Nginx;

/// <summary>Decodes a path, resolves its dot segments and merges its slashes: the automaton of ngx_http_parse_complex_uri.</summary>
/// <param name="target">Path and arguments as sent.</param>
/// <param name="mergeSlashes">merge_slashes is on.</param>
/// <param name="plus">A '+' was seen before.</param>
internal sealed class UriNormaliser(string target, bool mergeSlashes, bool plus)
{
    private enum State
    {
        Usual,
        Slash,
        Dot,
        DotDot,
        Quoted,
        QuotedSecond,
    }

    private readonly StringBuilder path = new(target[0] == '/' ? "" : "/");
    private bool plusSeen = plus;
    private bool quoted;

    /// <summary>The target; null when nginx answers 400.</summary>
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
