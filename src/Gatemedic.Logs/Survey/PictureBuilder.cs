using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Makes the picture of what was counted.</summary>
internal sealed class PictureBuilder(IReadOnlyList<LogSource> sources, SurveyTables tables, SourceTally[] tallies)
{
    private const int MostTold = 100;

    private readonly ErrorEventReader _events = new(sources[0].Zone);
    private readonly LogSpan _span = LogSpan.Of(tallies.Select(t => t.Span));

    /// <param name="joined">Why requests failed, where access and error logs could be joined; else null.</param>
    internal LogPicture Build(ReasonTable? joined)
    {
        var errors = tables.Errors.Tallies.OrderByDescending(e => e.Count).ThenBy(e => e.Shape.Signature, StringComparer.Ordinal)
            .ThenBy(e => e.Shape.Errno ?? -1)
            .ThenBy(e => e.Shape.Action, StringComparer.Ordinal).ThenBy(e => e.Peer, StringComparer.Ordinal).ThenBy(e => e.Server, StringComparer.Ordinal).ToArray();
        var statuses = tables.StatusTallies.Select(t => t.ToPicture()).ToImmutableArray();
        return new LogPicture
        {
            Sources = [.. sources.Zip(tallies, Source)],
            From = _span.From,
            To = _span.To,
            Requests = statuses.Sum(s => s.Count),
            Statuses = statuses,
            Latency = tables.Latency.ToPicture(),
            Errors = [.. errors.Take(MostTold).Select(Error)],
            Reasons = Reasons(joined, errors),
            Peers = [.. Peers()],
            Servers = [.. Servers().OrderByDescending(s => s.Failures).ThenByDescending(s => s.Errors).ThenByDescending(s => s.Requests).ThenBy(s => s.Name, StringComparer.Ordinal).Take(MostTold)],
            Routes = [.. Routes().OrderByDescending(r => r.Failures).ThenBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Host, StringComparer.Ordinal).Take(MostTold)],
            Witnesses = tables.Witnesses.Groups(),
            Losses = Losses(),
        };
    }

    // What error logs say of tries is surer than what access lines alone say of requests.
    private ImmutableArray<ReasonPicture> Reasons(ReasonTable? joined, ErrorTally[] errors)
    {
        var tries = joined is null ? new TryReasons(_span, _events).Read(errors) : [];
        return tries.IsEmpty ? (joined ?? tables.Reasons).ToPictures(_span) : tries;
    }

    private static SourcePicture Source(LogSource source, SourceTally tally) =>
        new(source.Name, source.Dialect, tally.Bytes, tally.Lines, tally.Unrecognised, source.Format?.Format, tally.Trouble)
        {
            From = tally.Span.From,
            To = tally.Span.To,
        };

    private ErrorPicture Error(ErrorTally tally)
    {
        var times = tally.Times.ToSeries();
        var rhythm = RhythmReader.Read(times, _span.From ?? DateTimeOffset.UnixEpoch, _span.To ?? DateTimeOffset.UnixEpoch);
        return new ErrorPicture(tally.Group(_events), times, rhythm);
    }

    private IEnumerable<PeerPicture> Peers()
    {
        var errors = tables.Errors.Tallies.Where(t => t.Peer is not null).ToLookup(t => t.Peer!);
        var told = tables.Peers.Peers.ToDictionary(p => p.Address);
        return told.Keys.Union(errors.Select(e => e.Key)).Select(peer => new PeerSum(peer, told.GetValueOrDefault(peer), [.. errors[peer]]))
            .OrderByDescending(p => p.Failures).ThenByDescending(p => p.Errors).ThenByDescending(p => p.Tries).ThenBy(p => p.Address, StringComparer.Ordinal)
            .Take(MostTold).Select(p => p.ToPicture());
    }

    private IEnumerable<ServerPicture> Servers()
    {
        var errors = tables.Errors.Tallies.Where(t => t.Server is not null).ToLookup(t => t.Server!);
        var told = tables.Servers.ToDictionary(s => s.Name);
        return told.Keys.Union(errors.Select(e => e.Key)).Select(name =>
            (told.TryGetValue(name, out var tally) ? tally.ToPicture() : new ServerPicture(name, 0, 0, 0)) with { Errors = errors[name].Sum(g => g.Count) });
    }

    // A route of both logs is told as the access log has it, which may lack its host: there a request counts once, however often it was tried.
    private IEnumerable<RoutePicture> Routes() => tables.AccessRoutes.Most(MostTold).Concat(tables.ErrorRoutes.Most(MostTold, tables.AccessRoutes));

    private ImmutableArray<string> Losses() =>
    [
        .. Loss(tables.Errors.Dropped, "records of the error log are of kinds beyond the first 2,000 and only counted"),
        .. Loss(tables.Peers.Dropped, "tries went to peers beyond the first 2,000 and are only counted"),
        .. Loss(tables.DroppedServers, "requests went to servers beyond the first 2,000 and are only counted"),
        .. Loss(tables.Witnesses.Dropped, "records of other programs are of kinds beyond the first 2,000 and only counted"),
        .. tables.AccessRoutes.Sampled || tables.ErrorRoutes.Sampled
            ? ["counts of routes are estimates: beyond the first 16 MiB of a log one failure in eight is looked at for its route"]
            : Array.Empty<string>(),
        .. Loss(tables.AccessRoutes.Dropped + tables.ErrorRoutes.Dropped, "rare routes were forgotten to make room; counts of routes say how much they may lack"),
    ];

    private static string[] Loss(long count, string what) => count == 0 ? [] : [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {what}")];
}
