using System.Text;

namespace Gatemedic.Nginx;

/// <summary>
/// Cuts the output of <c>nginx -T</c> into files. A comment in a file may look like a header, so a header counts only if the configuration that
/// results asks for its file: nginx prints only what it has read, each file once and whole, and only when it accepts the configuration.
/// </summary>
internal static class DumpReader
{
    /// <summary>Each round parses the whole; no file has so many comments of this kind.</summary>
    private const int MostRounds = 64;

    /// <summary>The files in a text.</summary>
    /// <exception cref="InvalidDataException">There is no configuration in it.</exception>
    public static ConfigDump Read(ReadOnlyMemory<byte> text)
    {
        text = FromTerminal(text);
        if (text.Span.IndexOf("nginx: "u8) >= 0)
        {
            text = WithoutMessages(text.Span, out var refusal);
            if (refusal is not null && text.Span.Trim(" \t\r\n"u8).IsEmpty)
            {
                throw new InvalidDataException($"nginx -T printed no configuration because it refuses it: {refusal}");
            }
        }

        if (text.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new InvalidDataException("it is empty; pipe the output of nginx -T, or a configuration, into it");
        }

        return Settle(text, Headers(text.Span));
    }

    private static ConfigDump Settle(ReadOnlyMemory<byte> text, List<DumpHeader> candidates)
    {
        var (first, comment) = Try(text, candidates);
        var settled = first;
        for (var round = 0; round < MostRounds && comment is not null; round++)
        {
            candidates.Remove(comment);
            (settled, comment) = Try(text, candidates);
        }

        return comment is null ? settled : first;
    }

    /// <summary>The files that these headers give, and the header that is probably a comment; null when all is well or nothing can be told.</summary>
    private static (ConfigDump Dump, DumpHeader? Comment) Try(ReadOnlyMemory<byte> text, List<DumpHeader> candidates)
    {
        var headers = candidates.DistinctBy(h => h.Path).ToList();
        var dump = new ConfigDump(text, headers);
        if (headers.Count == 0)
        {
            return (dump, null);
        }

        var recording = new RecordingConfigFiles(dump);
        var error = ConfigParser.Parse(recording, dump.MainPath).Error;
        if (error is not null)
        {
            // A comment cut one file in two: the first part ends inside a block, or the second closes a block that it did not open.
            var file = headers.FindIndex(h => h.Path == error.File);
            var cut = error.Message.StartsWith("unexpected end of file", StringComparison.Ordinal) ? file + 1
                : error.Message == "unexpected \"}\"" ? file
                : 0;
            return (dump, cut > 0 && cut < headers.Count ? headers[cut] : null);
        }

        var asked = recording.ToSnapshot(dump.MainPath, "/").Files.Select(f => f.Path).ToHashSet();
        return (dump, headers.Find(h => !asked.Contains(h.Path)));
    }

    private static List<DumpHeader> Headers(ReadOnlySpan<byte> text)
    {
        var headers = new List<DumpHeader>();
        for (var at = 0; at < text.Length;)
        {
            var length = text[at..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : at + length + 1;
            if (HeaderPath(text[at..end]) is { } path)
            {
                headers.Add(new DumpHeader(path, at, end));
            }

            at = end;
        }

        return headers;
    }

    private static string? HeaderPath(ReadOnlySpan<byte> line)
    {
        var start = "# configuration file "u8;
        return line.StartsWith(start) && line.EndsWith(":\n"u8) && line.Length > start.Length + 2 ? Encoding.UTF8.GetString(line[start.Length..^2]) : null;
    }

    /// <summary>A terminal (docker exec -t) adds a carriage return to each line; nginx writes none in its headers, so one there tells.</summary>
    private static ReadOnlyMemory<byte> FromTerminal(ReadOnlyMemory<byte> text)
    {
        var header = text.Span.IndexOf("# configuration file "u8);
        if (header < 0 || text.Span[header..].IndexOf(":\r\n"u8) is var colon && (colon < 0 || text.Span.Slice(header, colon).Contains((byte)'\n')))
        {
            return text;
        }

        var plain = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.Span[i] != '\r' || i + 1 == text.Length || text.Span[i + 1] != '\n')
            {
                plain[length++] = text.Span[i];
            }
        }

        return plain.AsMemory(0, length);
    }

    /// <summary>The text without the lines that nginx says on standard error.</summary>
    private static ReadOnlyMemory<byte> WithoutMessages(ReadOnlySpan<byte> text, out string? refusal)
    {
        refusal = null;
        var kept = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length;)
        {
            var step = text[at..].IndexOf((byte)'\n');
            var end = step < 0 ? text.Length : at + step + 1;
            var line = text[at..end];
            at = end;
            if (line.StartsWith("nginx: "u8))
            {
                refusal ??= line.IndexOf("[emerg]"u8) >= 0 ? Encoding.UTF8.GetString(line["nginx: "u8.Length..].TrimEnd("\r\n"u8)) : null;
                continue;
            }

            line.CopyTo(kept.AsSpan(length));
            length += line.Length;
        }

        return kept.AsMemory(0, length);
    }
}
