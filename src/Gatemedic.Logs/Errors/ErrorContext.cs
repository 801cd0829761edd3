using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>
/// Reads the context fields at the end of a record. They come in a fixed order and are copied raw, so they are told by their anchors, left
/// to right: a referrer, the last field, can hold text that looks like any of them.
/// </summary>
internal static class ErrorContext
{
    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdef.:"u8);

    private enum Field
    {
        None, Client, Server, Request, Subrequest, Upstream, Bytes, Host, Referrer,
    }

    /// <summary>Sets the context fields and returns where the context starts; the text's length when it has none.</summary>
    /// <param name="text">A record from its message on.</param>
    /// <param name="brief">The host is not wanted, so the reading may end at the upstream.</param>
    /// <param name="line">What is set.</param>
    internal static int Read(ReadOnlySpan<byte> text, bool brief, scoped ref ErrorLine line)
    {
        int start = Start(text, out int value);
        if (start < 0)
        {
            return ResolverStart(text, ref line);
        }
        if (brief && TryUsual(text[value..], ref line))
        {
            return start;
        }
        var last = brief ? Field.Upstream : Field.Host;
        for (var field = Field.Client; ;)
        {
            int end = NextAnchor(text, value, field, out var next, out int nextValue);
            Set(ref line, field, text[value..end]);
            if (next is Field.None or Field.Referrer || field == last)
            {
                return start;
            }
            field = next;
            value = nextValue;
        }
    }

    // Nearly all records name client, server, request and upstream in this order, so each is looked for where it should be. What does not fit
    // is left to the slow way, which finds the same.
    private static bool TryUsual(ReadOnlySpan<byte> text, scoped ref ErrorLine line)
    {
        int client = text.IndexOf((byte)',');
        if (client < 0 || !text[client..].StartsWith(", server: "u8))
        {
            return false;
        }
        var rest = text[(client + ", server: ".Length)..];
        int server = rest.IndexOf(", "u8);
        if (server < 0 || !rest[server..].StartsWith(", request: \""u8))
        {
            return false;
        }
        var request = rest[(server + ", request: \"".Length)..];
        int asked = request.IndexOf("\", "u8);
        if (asked <= 0 || !request[asked..].StartsWith("\", upstream: \""u8))
        {
            return false;
        }
        line.Client = text[..client];
        line.Server = rest[..server];
        line.Request = request[..asked];
        // Its end does not matter: what is wanted of it, scheme and peer, holds no quote.
        var upstream = request[(asked + "\", upstream: \"".Length)..];
        int end = upstream.IndexOf((byte)'"');
        line.Upstream = end < 0 ? upstream : upstream[..end];
        return true;
    }

    // The first ", client: " that an address follows; a message that quotes the client's text may hold others before it.
    private static int Start(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        int from = RawTextEnd(text);
        while (true)
        {
            int at = text[from..].IndexOf(" client: "u8);
            if (at < 0)
            {
                return -1;
            }
            at += from + 1;
            value = at + "client: ".Length;
            var before = text[..at];
            int start = before.EndsWith(", "u8) ? at - 2 : before.EndsWith(", udp "u8) ? at - 6 : -1;
            if (start >= 0 && IsClient(text[value..]))
            {
                return start;
            }
            from = value;
        }
    }

    // What FastCGI sent in stderr is text of the application; the context cannot start before its closing quote and the action.
    private static int RawTextEnd(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("FastCGI sent in stderr: \""u8))
        {
            return 0;
        }
        int end = text.IndexOf("\" while "u8);
        return end < 0 ? text.Length : end;
    }

    // An IPv4 or IPv6 address or "unix:", then the next field, or the end.
    private static bool IsClient(ReadOnlySpan<byte> text)
    {
        int length = text.StartsWith("unix:"u8) ? "unix:".Length : text.IndexOfAnyExcept(AddressBytes);
        return length < 0 || length == text.Length || (length > 0 && text[length..].StartsWith(", "u8));
    }

    // ngx_resolver_log_error: " while resolving, resolver: ADDR".
    private static int ResolverStart(ReadOnlySpan<byte> text, scoped ref ErrorLine line)
    {
        int at = text.LastIndexOf(", resolver: "u8);
        if (at < 0 || !text[..at].EndsWith(" while resolving"u8))
        {
            return text.Length;
        }
        line.Resolver = text[(at + ", resolver: ".Length)..];
        return at;
    }

    // The next field after `current`: where its anchor and its value start. A quoted value ends only at its quote.
    private static int NextAnchor(ReadOnlySpan<byte> text, int from, Field current, out Field next, out int value)
    {
        bool quoted = current is >= Field.Request and not Field.Bytes;
        var mark = quoted ? "\", "u8 : ", "u8;
        for (from -= quoted ? 1 : 0; ;)
        {
            int at = text[from..].IndexOf(mark);
            if (at < 0)
            {
                break;
            }
            at += from + mark.Length;
            (next, int length) = Anchor(text[at..]);
            if (next > current)
            {
                value = at + length;
                return at - 2;
            }
            from = at;
        }
        next = Field.None;
        value = text.Length;
        return text.Length;
    }

    private static (Field Field, int Length) Anchor(ReadOnlySpan<byte> text) => text.IsEmpty ? default : text[0] switch
    {
        (byte)'s' when text.StartsWith("server: "u8) => (Field.Server, 8),
        (byte)'s' when text.StartsWith("subrequest: \""u8) => (Field.Subrequest, 13),
        (byte)'r' when text.StartsWith("request: \""u8) => (Field.Request, 10),
        (byte)'r' when text.StartsWith("referrer: \""u8) => (Field.Referrer, 11),
        (byte)'u' when text.StartsWith("upstream: \""u8) => (Field.Upstream, 11),
        (byte)'h' when text.StartsWith("host: \""u8) => (Field.Host, 7),
        (byte)'b' when text.StartsWith("bytes from/to client:"u8) => (Field.Bytes, 21),
        _ => default,
    };

    private static void Set(scoped ref ErrorLine line, Field field, ReadOnlySpan<byte> value)
    {
        // A record cut at 2048 bytes lacks the closing quote.
        var text = value.EndsWith((byte)'"') && field >= Field.Request ? value[..^1] : value;
        switch (field)
        {
            case Field.Client: line.Client = text; break;
            case Field.Server: line.Server = text; break;
            case Field.Request: line.Request = text; break;
            case Field.Subrequest: line.Subrequest = text; break;
            case Field.Upstream: line.Upstream = text; break;
            case Field.Host: line.Host = text; break;
            default: break;
        }
    }
}
