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
                        return Reply.Other("the peer sent no valid HTTP/1.0 header") with { Invalid = BrokenStatusLine(bytes[position..]) };
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
        var framing = new Framing();
        while (true)
        {
            var rest = bytes[position..];
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            var fault = HeaderLine.Fault(line);
            if (fault >= 0)
            {
                var shown = Printable.Of(line[..(fault + 1)], 80);
                return Reply.Other($"invalid header \"{shown}\"") with { Status = status, Invalid = new InvalidPart("header-line", shown) };
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
            framing.Add(line);
        }

        if (status is null && cgiStatus is not null && CgiStatus(cgiStatus) is null)
        {
            return Reply.Other($"invalid status \"{cgiStatus}\"") with { Invalid = new InvalidPart("cgi-status", cgiStatus) };
        }

        status ??= cgiStatus is not null ? CgiStatus(cgiStatus) : redirects ? 302 : 200;
        return new Reply(ProbeOutcome.Answered, $"answered {status}{(framing.Fault is { } bad ? $", with {bad.Text}, which nginx {bad.Since} and newer refuse" : "")}")
        {
            Invalid = framing.Fault,
            IsChunked = framing.IsChunked,
            Status = status,
            HeaderBytes = position,
            Server = server,
        };
    }

    /// <summary>What means to be a status line, up to the byte at which it no longer is one; null for what is no HTTP at all.</summary>
    private static InvalidPart? BrokenStatusLine(ReadOnlySpan<byte> bytes)
    {
        var length = "HTTP/"u8.Length;
        if (!bytes.StartsWith("HTTP/"u8))
        {
            return null;
        }

        while (StatusLine.Status(bytes[..length]) != StatusLine.Invalid)
        {
            length++;
        }

        return new InvalidPart("status-line", Printable.Of(bytes[..length], 80));
    }

    private static int? CgiStatus(string text) =>
        text.Length >= 3 && int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
