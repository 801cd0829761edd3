namespace Gatemedic.Logs;

/// <summary>Takes a request line apart: <c>GET /x?y HTTP/1.1</c>. The target may hold blanks.</summary>
internal static class RequestLine
{
    /// <summary>Path with arguments; empty when there is none.</summary>
    internal static ReadOnlySpan<byte> Target(ReadOnlySpan<byte> request)
    {
        int space = request.IndexOf((byte)' ');
        var target = space < 0 ? [] : request[(space + 1)..];
        int end = target.LastIndexOf(" HTTP/"u8);
        return end < 0 ? target : target[..end];
    }

    internal static ReadOnlySpan<byte> Method(ReadOnlySpan<byte> request)
    {
        int space = request.IndexOf((byte)' ');
        return space < 0 ? [] : request[..space];
    }
}
