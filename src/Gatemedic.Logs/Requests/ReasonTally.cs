using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Logs;

/// <summary>Requests that failed for one reason.</summary>
internal sealed class ReasonTally(FailureReason reason)
{
    private const int MostKept = 2000;
    private const int MostNamed = 8;
    private const int MostQuotes = 5;

    private readonly Dictionary<string, long> _peers = [];
    private readonly Dictionary<string, long> _servers = [];
    private readonly Dictionary<string, long> _routes = [];
    private readonly TimeHistogram _times = new();
    private readonly Queue<FailedRequest> _newest = [];
    private readonly byte[] _pattern = new byte[512];
    private CountList _statuses;
    private long _count;
    private long _ambiguous;
    private bool _hasTries;
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    internal void Add(FailedRequest request)
    {
        _count++;
        _ambiguous += request.Others.IsEmpty ? 0 : 1;
        if (request.Status is { } status)
        {
            _statuses.Add(StatusText.Of(status), 1);
        }
        _hasTries |= request.Status is null;
        _first = request.Time < _first ? request.Time : _first;
        _last = request.Time > _last ? request.Time : _last;
        _times.Add((uint)LogMoment.Of(request.Time).Second);
        Count(_peers, request.Tries.IsEmpty ? null : request.Tries[^1].Peer);
        Count(_servers, request.Host);
        Count(_routes, Route(request));
        if (_newest.Count == MostQuotes)
        {
            _newest.Dequeue();
        }
        _newest.Enqueue(request);
    }

    internal void Add(ReasonTally other)
    {
        _count += other._count;
        _ambiguous += other._ambiguous;
        _hasTries |= other._hasTries;
        _first = other._first < _first ? other._first : _first;
        _last = other._last > _last ? other._last : _last;
        _times.Add(other._times);
        foreach (var status in other._statuses.Items)
        {
            _statuses.Add(status.Text, status.Count);
        }
        foreach (var (mine, theirs) in new[] { (_peers, other._peers), (_servers, other._servers), (_routes, other._routes) })
        {
            foreach (var (text, count) in theirs)
            {
                Count(mine, text, count);
            }
        }
        foreach (var request in other._newest)
        {
            _newest.Enqueue(request);
        }
    }

    internal ReasonPicture ToPicture(DateTimeOffset? from, DateTimeOffset? to)
    {
        var times = _times.ToSeries();
        return new ReasonPicture
        {
            Reason = reason,
            Count = _count,
            CountsRequests = !_hasTries || _statuses.Items.Any(),
            Ambiguous = _ambiguous,
            Statuses = [.. _statuses.Items.OrderByDescending(s => s.Count)],
            First = _first,
            Last = _last,
            Times = times,
            Rhythm = RhythmReader.Read(times, from ?? _first, to ?? _last),
            Peers = Most(_peers),
            Servers = Most(_servers),
            Routes = Most(_routes),
            Quotes = [.. _newest.OrderByDescending(r => r.Time).SelectMany(Quotes).Take(MostQuotes)],
        };
    }

    // What says why comes before what says that it failed.
    private static IEnumerable<LogQuote> Quotes(FailedRequest request) => request.Access is { } access ? request.Errors.TakeLast(1).Append(access) : request.Errors.TakeLast(1);

    private string? Route(FailedRequest request)
    {
        if (request.Uri is null)
        {
            return null;
        }
        int length = PathPattern.Write(Encoding.UTF8.GetBytes(request.Uri), _pattern);
        return request.Host + LogText.Of(_pattern.AsSpan(0, length));
    }

    private static void Count(Dictionary<string, long> counts, string? text, long count = 1)
    {
        if (text is not null && (counts.Count < MostKept || counts.ContainsKey(text)))
        {
            counts[text] = counts.GetValueOrDefault(text) + count;
        }
    }

    private static ImmutableArray<Counted> Most(Dictionary<string, long> counts) =>
        [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MostNamed).Select(c => new Counted(c.Key, c.Value))];
}
