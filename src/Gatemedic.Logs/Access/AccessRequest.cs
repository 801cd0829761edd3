namespace Gatemedic.Logs;

/// <summary>Method and path of an access line, from whichever variables its format has.</summary>
internal static class AccessRequest
{
    /// <summary>The path without arguments: of the request line, else of <c>$request_uri</c>, else <c>$uri</c>.</summary>
    internal static ReadOnlySpan<byte> Path(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values)
    {
        var path = Target(line, values);
        int arguments = path.IndexOf((byte)'?');
        return arguments < 0 ? path : path[..arguments];
    }

    /// <summary>The same with arguments.</summary>
    internal static ReadOnlySpan<byte> Target(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values)
    {
        var path = RequestLine.Target(Value(line, values, AccessField.Request));
        if (path.IsEmpty)
        {
            path = Value(line, values, AccessField.RequestUri);
        }
        if (path.IsEmpty)
        {
            path = Value(line, values, AccessField.Uri);
        }
        return path;
    }

    internal static ReadOnlySpan<byte> Method(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values)
    {
        var method = Value(line, values, AccessField.Method);
        return method.IsEmpty ? RequestLine.Method(Value(line, values, AccessField.Request)) : method;
    }

    internal static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values)
    {
        var host = Value(line, values, AccessField.Host);
        return host.IsEmpty ? Value(line, values, AccessField.HttpHost) : host;
    }

    /// <summary>A field's value; empty when it is absent, "-", or was in the part of a long line that is not kept.</summary>
    internal static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values, AccessField field)
    {
        var range = values[(int)field];
        int start = Math.Min(range.Start.Value, line.Length), end = Math.Min(range.End.Value, line.Length);
        var value = line[start..end];
        return value is [(byte)'-'] ? [] : value;
    }
}
