using System.Text;

namespace Gatemedic.Logs;

/// <summary>Requests that failed for one reason.</summary>
internal sealed class ReasonTally(FailureReason reason)
{
    private const int MostQuotes = 5;
    private const int LongestRoute = 768;

    private readonly NameCounts _peers = new();
    private readonly NameCounts _servers = new();
    private readonly NameCounts _routes = new();
    private readonly TimeHistogram _times = new();
    private readonly Queue<FailedRequest> _newest = [];
    private readonly byte[] _route = new byte[LongestRoute];
    private CountList _statuses;
    private long _count;
    private long _ambiguous;
    private bool _hasTries;
    private long _keptMinute = -1;
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    internal void Add(FailedRequest request)
    {
        var peer = request.Tries.IsEmpty ? "" : request.Tries[^1].Peer;
        Count(request.Status, !request.Others.IsEmpty, request.Time, Encoding.UTF8.GetBytes(peer), Encoding.UTF8.GetBytes(request.Host ?? ""), Encoding.UTF8.GetBytes(request.Uri ?? ""));
        Keep(request);
    }

    /// <summary>Counts a request without keeping it.</summary>
    internal void Count(int? status, bool isAmbiguous, DateTimeOffset time, ReadOnlySpan<byte> peer, ReadOnlySpan<byte> host, ReadOnlySpan<byte> target)
    {
        _count++;
        _ambiguous += isAmbiguous ? 1 : 0;
        if (status is { } told)
        {
            _statuses.Add(StatusText.Of(told), 1);
        }
        _hasTries |= status is null;
        _first = time < _first ? time : _first;
        _last = time > _last ? time : _last;
        _times.Add((uint)LogMoment.Of(time).Second);
        _peers.Add(peer);
        _servers.Add(host);
        if (!target.IsEmpty)
        {
            host = host[..Math.Min(host.Length, 255)];
            host.CopyTo(_route);
            _routes.Add(_route.AsSpan(0, host.Length + PathPattern.Write(target, _route.AsSpan(host.Length))));
        }
    }

    /// <summary>Whether a request of this time is wanted as an example: one a minute is.</summary>
    internal bool Wants(DateTimeOffset time) => _newest.Count < MostQuotes || LogMoment.Of(time).Second / 60 != _keptMinute;

    /// <summary>Keeps a request as an example, in the place of the oldest.</summary>
    internal void Keep(FailedRequest request)
    {
        _keptMinute = LogMoment.Of(request.Time).Second / 60;
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
        _peers.Add(other._peers);
        _servers.Add(other._servers);
        _routes.Add(other._routes);
        foreach (var request in other._newest)
        {
            _newest.Enqueue(request);
        }
    }

    internal ReasonPicture ToPicture(LogSpan logs)
    {
        var times = _times.ToSeries();
        return new ReasonPicture
        {
            Reason = reason,
            Count = _count,
            CountsRequests = !_hasTries || _statuses.Items.Any(),
            Ambiguous = _ambiguous,
            Statuses = [.. Counted.MostFirst(_statuses.Items)],
            First = _first,
            Last = _last,
            Times = times,
            Rhythm = RhythmReader.Read(times, logs.From ?? _first, logs.To ?? _last),
            Peers = _peers.Most(),
            Servers = _servers.Most(),
            Routes = _routes.Most(),
            Quotes = [.. _newest.OrderByDescending(r => r.Time).SelectMany(Quotes).Take(MostQuotes)],
        };
    }

    // What says why comes before what says that it failed.
    private static IEnumerable<LogQuote> Quotes(FailedRequest request) => request.Access is { } access ? request.Errors.TakeLast(1).Append(access) : request.Errors.TakeLast(1);
}
