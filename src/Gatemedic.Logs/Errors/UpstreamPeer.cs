namespace Gatemedic.Logs;

/// <summary>Takes scheme and peer out of an upstream field: <c>http://127.0.0.1:3000/x</c>, <c>fastcgi://unix:/run/p.sock:</c>, <c>10.0.0.1:53</c>.</summary>
internal static class UpstreamPeer
{
    /// <summary>Where scheme and peer end and the URI starts.</summary>
    internal static int End(ReadOnlySpan<byte> upstream)
    {
        Split(upstream, out var scheme, out var peer);
        return (scheme.IsEmpty ? 0 : scheme.Length + 3) + peer.Length;
    }

    internal static void Split(ReadOnlySpan<byte> upstream, out ReadOnlySpan<byte> scheme, out ReadOnlySpan<byte> peer)
    {
        scheme = default;
        peer = upstream;
        int mark = upstream.IndexOf("://"u8);
        if (mark is > 0 and <= 9)
        {
            scheme = upstream[..mark];
            peer = upstream[(mark + 3)..];
        }
        if (peer.StartsWith("unix:"u8))
        {
            peer = peer[..UnixEnd(peer)];
            return;
        }
        int slash = peer.IndexOfAny((byte)'/', (byte)'?');
        peer = slash < 0 ? peer : peer[..slash];
    }

    // nginx puts a ":" between a unix peer and the URI while it holds the peer's address, and nothing after it has let it go.
    private static int UnixEnd(ReadOnlySpan<byte> peer)
    {
        const int Path = 5;
        int colon = peer[Path..].IndexOf((byte)':');
        int end = colon < 0 ? peer.Length : colon + Path;
        int sock = peer[..end].IndexOf(".sock/"u8);
        return sock < 0 ? end : sock + ".sock".Length;
    }
}
