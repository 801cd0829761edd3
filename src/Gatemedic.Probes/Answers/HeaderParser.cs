using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Where the status of a response stands.</summary>
internal enum StatusLineRule
{
    /// <summary>In a status line, as from HTTP servers.</summary>
    Required,

    /// <summary>In a status line or a Status header, as from uwsgi and SCGI servers.</summary>
    OrStatusHeader,

    /// <summary>In a Status header or nowhere, as from FastCGI servers.</summary>
    StatusHeader,
}

/// <summary>Reads a response header as strictly as nginx does.</summary>
internal static class HeaderParser
{
    /// <summary>The reply that the header makes; null when it is not complete and nothing in it is refused yet.</summary>
    public static Reply? Parse(ReadOnlySpan<byte> bytes, StatusLineRule rule)
    {
        var position = 0;
        while (true)
        {
            int? status = null;
            if (rule != StatusLineRule.StatusHeader)
            {
                switch (StatusLine.Status(bytes[position..]))
                {
                    case StatusLine.Unfinished:
                        return null;
                    case StatusLine.Invalid when rule == StatusLineRule.Required:
                        return Reply.Other("the peer sent no valid HTTP/1.0 header");
                    case StatusLine.Invalid:
                        break;
                    case var found:
                        status = found;
                        var end = bytes[position..].IndexOf((byte)'\n');
                        if (end < 0)
                        {
                            return null;
                        }

                        position += end + 1;
                        break;
                }
            }

            var reply = ParseLines(bytes, ref position, status);
            if (reply?.Status is not (>= 100 and < 200 and not 101) || reply.Outcome != ProbeOutcome.Answered || rule == StatusLineRule.StatusHeader)
            {
                return reply;
            }
        }
    }

    private static Reply? ParseLines(ReadOnlySpan<byte> bytes, ref int position, int? status)
    {
        string? server = null;
        string? cgiStatus = null;
        var redirects = false;
        var lengths = 0;
        var chunked = false;
        while (true)
        {
            var rest = bytes[position..];
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            var fault = HeaderLine.Fault(line);
            if (fault >= 0)
            {
                return Reply.Other($"invalid header \"{Printable.Of(line[..(fault + 1)], 80)}\"") with { Status = status };
            }

            if (end < 0)
            {
                return null;
            }

            position += end + 1;
            if (line.TrimEnd((byte)'\r').IsEmpty)
            {
                break;
            }

            server ??= HeaderLine.Value(line, "Server"u8);
            cgiStatus ??= HeaderLine.Value(line, "Status"u8, 80);
            redirects |= HeaderLine.Value(line, "Location"u8) is not null;
            lengths += HeaderLine.Value(line, "Content-Length"u8) is null ? 0 : 1;
            chunked |= HeaderLine.Value(line, "Transfer-Encoding"u8) is not null;
        }

        if (status is null && cgiStatus is not null && CgiStatus(cgiStatus) is null)
        {
            return Reply.Other($"invalid status \"{cgiStatus}\"");
        }

        status ??= cgiStatus is not null ? CgiStatus(cgiStatus) : redirects ? 302 : 200;
        return new Reply(ProbeOutcome.Answered, $"answered {status}{FramingFault(lengths, chunked)}")
        {
            Status = status,
            HeaderBytes = position,
            Server = server,
        };
    }

    /// <summary>ngx_http_upstream_process_content_length and _transfer_encoding refuse these from 1.23 on.</summary>
    private static string FramingFault(int lengths, bool chunked) =>
        lengths > 1 ? ", with more than one Content-Length, which nginx 1.23 and newer refuse"
        : lengths > 0 && chunked ? ", with Content-Length and Transfer-Encoding, which nginx 1.23 and newer refuse"
        : "";

    private static int? CgiStatus(string text) =>
        text.Length >= 3 && int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
