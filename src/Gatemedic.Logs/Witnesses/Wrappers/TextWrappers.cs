using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Prefixes that container runtimes, syslog, journald and process managers put before a line.</summary>
internal static class TextWrappers
{
    // The first that fits counts.
    private static readonly ImmutableArray<TextWrapper> All =
    [
        new("<%P>%i %Y-%m-%dT%T%f%z %w %t %x %x ", Rest.StructuredData),  // RFC 5424
        new("<%P>%b %d %T %w %t: "),                                      // RFC 3164, nginx's own syslog
        new("<%P>%b %d %T %t: "),                                         // the same with nohostname
        new("%b %d %T%f %w %t: "),                                        // syslog files, journalctl short and short-precise
        new("%b %d %T%f %t: "),
        new("%Y-%m-%dT%T%f%z stdout F "),                                 // containerd, CRI-O
        new("%Y-%m-%dT%T%f%z stderr F "),
        new("%Y-%m-%dT%T%f%z stdout P ", Rest.Part),
        new("%Y-%m-%dT%T%f%z stderr P ", Rest.Part),
        new("%Y-%m-%dT%T%f%z %w %t: "),                                   // rsyslog, journalctl short-iso
        new("%a %Y-%m-%d %T %Z %w %t: "),                                 // journalctl short-full
        new("%E %w %t: "),                                                // journalctl short-unix
        new("%i|%u%s| "),                                                 // PM2
        new("%u%s| "),                                                    // docker compose
        new("[pod/%u] "),                                                 // kubectl logs --prefix
        new("%Y-%m-%dT%T: ", Rest.Stamped),                               // PM2's timestamps
        new("%Y-%m-%d %T: ", Rest.Stamped),
        new("%Y-%m-%d %T %z: ", Rest.Stamped),
        new("<%P>"),                                                      // dmesg -r, and what systemd reads from stderr
        new("%Y-%m-%dT%T%f%z ", Rest.Stamped),                            // docker logs -t, kubectl --timestamps
    ];

    private static readonly ImmutableArray<ImmutableArray<TextWrapper>> ByFirst =
        [.. Enumerable.Range(0, 256).Select(b => All.Where(w => w.Template.CanStart((byte)b)).ToImmutableArray())];

    /// <summary>Takes one prefix off; false when there is none.</summary>
    internal static bool TryOpen(ReadOnlySpan<byte> line, Envelope envelope, LineClock clock, out ReadOnlySpan<byte> inner)
    {
        foreach (var wrapper in line.IsEmpty ? [] : ByFirst[line[0]])
        {
            var head = new LineHead { Priority = -1 };
            if (wrapper.Template.Fits(line, ref head) && Strip(wrapper.Rest, line, head.Rest, out inner))
            {
                envelope.Add(head, clock);
                envelope.IsPart |= wrapper.Rest == Rest.Part;
                return true;
            }
        }
        inner = line;
        return false;
    }

    private static bool Strip(Rest kind, ReadOnlySpan<byte> line, ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> inner)
    {
        inner = kind == Rest.StructuredData ? AfterStructuredData(rest) : rest;
        // Several programs start their own lines with such a time.
        return kind != Rest.Stamped || ProgramHeads.Find(line, out _) is null;
    }

    // "-", or elements in brackets with quoted values; a byte order mark may stand before the message.
    private static ReadOnlySpan<byte> AfterStructuredData(ReadOnlySpan<byte> rest)
    {
        bool quoted = false, inside = false;
        int at = 0;
        for (; at < rest.Length && (inside || rest[at] != ' '); at++)
        {
            if (rest[at] == '\\')
            {
                at++;
                continue;
            }
            quoted ^= rest[at] == '"';
            inside = quoted || (rest[at] != ']' && (inside || rest[at] == '['));
        }
        rest = at < rest.Length ? rest[(at + 1)..] : [];
        return rest.StartsWith("\uFEFF"u8) ? rest[3..] : rest;
    }

    private enum Rest
    {
        Line,
        Part,
        StructuredData,
        Stamped,
    }

    private sealed class TextWrapper(string template, Rest rest = Rest.Line)
    {
        internal LineTemplate Template { get; } = new(template);

        internal Rest Rest => rest;
    }
}
