using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Collecting;

/// <summary>Reads the logs that the user named without saying what they are: each line tells who wrote it.</summary>
/// <param name="since">Lines from then on; null for all.</param>
/// <param name="formats">Formats that access lines may have, by the log for which each is configured.</param>
/// <param name="stop">Ends the reading; what was read until then counts.</param>
internal sealed class NamedLogReader(DateTimeOffset? since, ImmutableArray<LogTarget> formats, CancellationToken stop)
{
    // Lines of any kind are told apart one by one: 64 MiB take about a second and a half.
    private const long Most = 64 << 20;

    /// <summary>The log, or why it tells nothing.</summary>
    /// <param name="path">As given; "-" for standard input.</param>
    public NamedLog Read(string path)
    {
        var wanted = Wanted(path == "-" ? path : Path.GetFullPath(path));
        var name = path == "-" ? wanted.What : wanted.Path;
        var witness = new WitnessLog { Source = name, Origin = WitnessOrigin.File, IsNamed = true };
        var reader = new LogBytesReader(stop);
        var section = path == "-" ? reader.OpenStandardInput() : reader.Open(wanted.What, wanted.Path);
        if (!section.IsSeen)
        {
            return new NamedLog(name, witness with { Blind = section.Blind.Why == LogBytesReader.Empty ? section.Blind with { Remedy = "" } : section.Blind }, []);
        }

        var opened = section.Seen;
        using var bytes = opened.Bytes;
        var (dialect, format) = wanted.Recognise(opened.Head.Span);
        var reading = new LogReading { Name = name, Since = since, Zone = wanted.ZoneOf(dialect, bytes, opened.Written), Stop = stop };
        return dialect switch
        {
            LogDialect.NginxError => new NamedLog(name, null, [new LogSection(name, LogKind.Error, Section.Seen(LogTail.ReadErrors(bytes, reading)))]),
            LogDialect.NginxAccess => new NamedLog(name, null, [new LogSection(name, LogKind.Access, Section.Seen(LogTail.ReadAccess(bytes, format!, reading)))]),
            _ => Mixed(witness, MixedTail.Read(bytes, reading with { MaxBytes = Most }, opened.Written, wanted.Formats.AsSpan()), opened),
        };
    }

    private static NamedLog Mixed(WitnessLog witness, MixedSummary said, OpenedLog opened)
    {
        var name = witness.Source;
        var programs = said.Witnesses.Select(g => g.Program).Distinct().ToList();
        return new NamedLog(
            name,
            witness with
            {
                Origin = programs is ["kernel"] ? WitnessOrigin.Kernel : programs is ["audit"] ? WitnessOrigin.Audit : WitnessOrigin.File,
                Groups = said.Witnesses,
                Blind = !said.Tells ? new Blindness($"log {name}", opened.Head.Span.Contains((byte)0) ? "it is no text" : $"none of its {said.Lines} lines is of a known kind", "")
                    // Of nginx's own lines the same is said.
                    : said is { Cut: { } cut, Errors: null, Accesses: null } ? new Blindness($"older part of {name}", cut, "give the part that matters as a file of its own")
                    : null,
            },
            [
                .. said.Errors is { } errors ? [new LogSection(name, LogKind.Error, Section.Seen(errors))] : Array.Empty<LogSection>(),
                .. said.Accesses is { } accesses ? [new LogSection(name, LogKind.Access, Section.Seen(accesses))] : Array.Empty<LogSection>(),
            ]);
    }

    private WantedLog Wanted(string path) => new(path)
    {
        Formats =
        [
            .. from log in formats
               where log.Format is not null
               orderby log.Path == path ? 0 : Path.GetFileName(log.Path) == Path.GetFileName(path) ? 1 : 2
               group log by log.Format into alike
               select alike.Key.Name == "combined" ? AccessFormat.Combined : AccessFormat.Parse(alike.Key.Text, alike.Key.Escape),
        ],
    };
}
