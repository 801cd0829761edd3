using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>Splits a <c>log_format</c> into literals and variables.</summary>
internal static class AccessFormatParser
{
    private static readonly Dictionary<string, (AccessField Field, AccessShape Shape)> Known = new()
    {
        ["status"] = (AccessField.Status, AccessShape.Status),
        ["request"] = (AccessField.Request, AccessShape.Text),
        ["request_uri"] = (AccessField.RequestUri, AccessShape.Text),
        ["uri"] = (AccessField.Uri, AccessShape.Text),
        ["request_method"] = (AccessField.Method, AccessShape.Text),
        ["host"] = (AccessField.Host, AccessShape.Host),
        ["http_host"] = (AccessField.HttpHost, AccessShape.Host),
        ["server_name"] = (AccessField.ServerName, AccessShape.Host),
        ["time_local"] = (AccessField.Time, AccessShape.LocalTime),
        ["time_iso8601"] = (AccessField.Time, AccessShape.IsoTime),
        ["msec"] = (AccessField.Time, AccessShape.Number),
        ["request_time"] = (AccessField.RequestTime, AccessShape.Number),
        ["upstream_addr"] = (AccessField.Peers, AccessShape.List),
        ["upstream_status"] = (AccessField.PeerStatuses, AccessShape.List),
        ["upstream_response_time"] = (AccessField.ResponseTimes, AccessShape.List),
        ["upstream_header_time"] = (AccessField.HeaderTimes, AccessShape.List),
        ["upstream_connect_time"] = (AccessField.ConnectTimes, AccessShape.List),
        ["upstream_response_length"] = (AccessField.Other, AccessShape.List),
        ["upstream_bytes_received"] = (AccessField.BytesReceived, AccessShape.List),
        ["upstream_bytes_sent"] = (AccessField.Other, AccessShape.List),
        ["pid"] = (AccessField.Pid, AccessShape.Number),
        ["connection"] = (AccessField.Connection, AccessShape.Number),
        ["remote_addr"] = (AccessField.Client, AccessShape.Host),
        ["body_bytes_sent"] = (AccessField.BodyBytes, AccessShape.Number),
        ["bytes_sent"] = (AccessField.Other, AccessShape.Number),
        ["request_length"] = (AccessField.Other, AccessShape.Number),
        ["connection_requests"] = (AccessField.Other, AccessShape.Number),
        ["remote_port"] = (AccessField.Other, AccessShape.Number),
        ["server_port"] = (AccessField.Other, AccessShape.Number),
    };

    internal static (byte[] Lead, ImmutableArray<AccessPiece> Pieces) Parse(string format)
    {
        var pieces = ImmutableArray.CreateBuilder<AccessPiece>();
        var literal = new StringBuilder();
        byte[]? lead = null;
        string? pending = null;
        for (int at = 0; at < format.Length;)
        {
            string name = format[at] == '$' ? Name(format, at + 1, out int end) : Name("", 0, out end);
            if (name.Length == 0)
            {
                literal.Append(format[at++]);
                continue;
            }
            Close();
            pending = name;
            at = end;
        }
        Close();
        return (lead ?? [], pieces.ToImmutable());

        void Close()
        {
            byte[] bytes = Encoding.UTF8.GetBytes(literal.ToString());
            literal.Clear();
            if (pending is null)
            {
                lead ??= bytes;
                return;
            }
            var (field, shape) = Known.GetValueOrDefault(pending);
            // The first of a kind counts: $time_local before $msec.
            field = pieces.Any(p => p.Field == field) ? AccessField.Other : field;
            var piece = new AccessPiece(field, shape, bytes);
            pieces.Add(piece.Swallows ? piece with { Shape = AccessShape.Text } : piece);
        }
    }

    // $name or ${name}; empty when neither stands there.
    private static string Name(string format, int at, out int end)
    {
        bool braced = at < format.Length && format[at] == '{';
        int start = braced ? at + 1 : at;
        for (end = start; end < format.Length && (char.IsAsciiLetterOrDigit(format[end]) || format[end] == '_'); end++)
        {
        }
        string name = format[start..end];
        end += braced ? 1 : 0;
        return end <= format.Length ? name : "";
    }
}
