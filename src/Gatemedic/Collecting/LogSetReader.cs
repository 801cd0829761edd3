using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Reporting;

namespace Gatemedic.Collecting;

/// <summary>Opens the logs that are meant, sees what each is, and takes the rotated ones that the time asked for needs.</summary>
internal sealed class LogSetReader(LogsRequest request, TimeProvider time)
{
    // Buffered logs are written late: a line may stand behind younger ones.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly List<Blindness> _blind = [];
    private readonly HashSet<FileIdentity> _seen = [];

    /// <summary>The logs; the caller disposes them.</summary>
    /// <param name="cancellation">Ends the looking at the host, and later the waiting for pipes.</param>
    public async Task<LogSet> ReadAsync(CancellationToken cancellation)
    {
        var window = request.Window(time.GetLocalNow());
        var configurations = await LoggedConfiguration.ReadAsync(request, cancellation).ConfigureAwait(false);
        _blind.AddRange(configurations.Select(c => c.Blind).OfType<Blindness>());
        var wanted = new WantedLogs(request, configurations);
        var reader = new LogBytesReader(cancellation);
        var taken = new List<TakenLog>();
        foreach (var set in wanted.All().GroupBy(w => new RotatedSet(w.Root, LogDirectory.SetOf(w.Path))))
        {
            taken.AddRange(Take(set, window, reader));
        }

        return new LogSet
        {
            Logs = [.. taken],
            Blind = [.. wanted.Blind, .. _blind],
            Configurations = configurations,
            Window = window,
            Filter = request.Filter is { } filter ? filter with { Addresses = Peers(filter.Upstream, configurations) } : null,
            Wanted = wanted,
            Advice = new Lazy<ImmutableArray<LogAdvice>>(() => LogAdvisor.Of(taken, configurations)),
        };
    }

    private static ImmutableArray<string> Peers(string? group, ImmutableArray<LoggedConfiguration> configurations) =>
        [.. configurations.SelectMany(c => c.Model.Upstreams).Where(u => u.Name == group?.ToLowerInvariant()).SelectMany(u => u.Servers).Select(s => s.Address.ToString())];

    /// <summary>The logs of one rotated set, oldest first; those that lie outside of the time asked for are closed again.</summary>
    private IEnumerable<TakenLog> Take(IEnumerable<WantedLog> set, LogWindow window, LogBytesReader reader)
    {
        var named = set.ToList();
        var taken = named.Select(w => Open(w, reader)).OfType<TakenLog>().ToList();
        var first = named[0];
        var reachesBack = window.Since is { } since && taken.All(t => t.First is null || since < t.First);
        if (!first.IsFound && first.Path != "-" && (request.Rotated || reachesBack))
        {
            // Packed ones do not tell their zone.
            var like = first with { IsFound = true, Zone = taken is [var current, ..] ? current.Source.Zone : first.Zone };
            var older = LogDirectory.RotatedFrom(first.Path, first.Root).Select(p => Open(like with { Path = p }, reader)).OfType<TakenLog>().ToList();
            taken.AddRange(older);

            // An empty log is no loss when what was in it was rotated away.
            _blind.RemoveAll(b => older.Count > 0 && b.Why == LogBytesReader.Empty && b.What == first.What);
        }

        taken = [.. taken.OrderBy(t => t.Age)];
        for (var i = 0; i < taken.Count; i++)
        {
            // A log ends where the next one of its set begins.
            var isOver = window.Since is { } from && (i + 1 < taken.Count ? taken[i + 1].First : taken[i].Opened.Written) is { } end && end < from - Slack;
            var isAhead = taken[i].First >= window.Until + Slack;
            if (taken.Count > 1 && (isOver || isAhead))
            {
                taken[i].Source.Bytes.Dispose();
                continue;
            }

            yield return taken[i];
        }
    }

    private TakenLog? Open(WantedLog wanted, LogBytesReader reader)
    {
        var section = wanted.Path == "-" ? reader.OpenStandardInput() : reader.Open(wanted.What, wanted.Path, wanted.Root);
        if (!section.IsSeen)
        {
            // In a directory an empty log is usual.
            if (!(wanted.IsFound && section.Blind.Why == LogBytesReader.Empty))
            {
                _blind.Add(section.Blind);
            }

            return null;
        }

        var opened = section.Seen;
        var (dialect, format) = wanted.Recognise(opened.Head.Span);
        var isBinary = wanted.IsFound && dialect == LogDialect.Mixed && opened.Head.Span.Contains((byte)0);
        if (isBinary || (opened.Identity is { } identity && !_seen.Add(identity)))
        {
            opened.Bytes.Dispose();
            return null;
        }

        if (dialect == LogDialect.NginxAccess && LogRecognizer.Recognise(opened.Head.Span, wanted.Formats).Dialect == LogDialect.Mixed)
        {
            _blind.Add(new Blindness(wanted.What, $"its lines do not fit the format {format!.Format}", "give its own with --log-format"));
        }

        var zone = wanted.ZoneOf(dialect, opened.Bytes, opened.Written);
        var source = new LogSource(wanted.Path == "-" ? wanted.What : wanted.Path, dialect, opened.Bytes) { Format = format, Zone = zone, Written = opened.Written };
        return new TakenLog(wanted, opened, source, LogTimes.First(opened.Head.Span, dialect, format, zone));
    }

    private sealed record RotatedSet(string Root, string Path);
}
