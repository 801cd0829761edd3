using System.Collections.Immutable;
using System.Globalization;

namespace Gatemedic.Logs;

/// <summary>Counts the requests that failed for one reason.</summary>
internal sealed class ReasonTally(FailureReason reason)
{
    private const int MostNamed = 8;
    private const int MostQuotes = 5;

    private readonly TimeHistogram _times = new();
    private readonly Dictionary<int, long> _statuses = [];
    private readonly Dictionary<string, long> _peers = [];
    private readonly Dictionary<string, long> _servers = [];
    private readonly Dictionary<(string? Host, string Path), long> _routes = [];
    private readonly List<(DateTimeOffset Time, LogQuote Quote)> _quotes = [];
    private long _count;
    private long _ambiguous;
    private bool _countsRequests;
    private DateTimeOffset _first;
    private DateTimeOffset _last;

    /// <param name="request">The request.</param>
    /// <param name="route">Its path with ids told as "*", or null.</param>
    internal void Add(FailedRequest request, string? route)
    {
        _first = _count == 0 || request.Time < _first ? request.Time : _first;
        _last = _count == 0 || request.Time > _last ? request.Time : _last;
        _count++;
        _ambiguous += request.Others.IsEmpty ? 0 : 1;
        _countsRequests |= request.Access is not null;
        _times.Add((uint)Math.Clamp(request.Time.ToUnixTimeSeconds(), 0, uint.MaxValue));
        if (request.Status is { } status)
        {
            _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        }
        if (!request.Tries.IsEmpty)
        {
            Count(_peers, request.Tries[^1].Peer);
        }
        if (request.Host is { } host)
        {
            Count(_servers, host);
        }
        if (route is not null)
        {
            Count(_routes, (request.Host, route));
        }
        Keep(request);
    }

    internal ReasonPicture Picture(DateTimeOffset? from, DateTimeOffset? to)
    {
        var times = _times.ToSeries();
        return new ReasonPicture
        {
            Reason = reason,
            Count = _count,
            CountsRequests = _countsRequests,
            Ambiguous = _ambiguous,
            Statuses = Most(_statuses, s => s.ToString("000", CultureInfo.InvariantCulture)),
            First = _first,
            Last = _last,
            Times = times,
            Rhythm = RhythmReader.Read(times, from ?? _first, to ?? _last),
            Peers = Most(_peers, p => p),
            Servers = Most(_servers, s => s),
            Routes = Most(_routes, r => r.Host + r.Path),
            Quotes = [.. _quotes.Select(q => q.Quote)],
        };
    }

    // The newest first; the error line that says it rather than the access line.
    private void Keep(FailedRequest request)
    {
        if (_quotes.Count == MostQuotes && request.Time <= _quotes[^1].Time)
        {
            return;
        }
        var quote = request.Errors.IsEmpty ? request.Access : request.Errors[^1];
        if (quote is null)
        {
            return;
        }
        int place = _quotes.FindIndex(q => q.Time <= request.Time);
        _quotes.Insert(place < 0 ? _quotes.Count : place, (request.Time, quote));
        if (_quotes.Count > MostQuotes)
        {
            _quotes.RemoveAt(MostQuotes);
        }
    }

    private static void Count<T>(Dictionary<T, long> counts, T name)
        where T : notnull
    {
        ref long count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(counts, name);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count))
        {
            count++;
        }
        else if (counts.Count < ReasonTable.MostNames)
        {
            counts[name] = 1;
        }
    }

    private static ImmutableArray<Counted> Most<T>(Dictionary<T, long> counts, Func<T, string> text)
        where T : notnull =>
        [.. counts.OrderByDescending(c => c.Value).Take(MostNamed).Select(c => new Counted(text(c.Key), c.Value))];
}
