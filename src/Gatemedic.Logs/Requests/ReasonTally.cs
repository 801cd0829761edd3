namespace Gatemedic.Logs;

/// <summary>Requests that failed for one reason.</summary>
internal sealed class ReasonTally(FailureReason reason)
{
    private const int MostQuotes = 5;
    private const int LongestRoute = 768;
    private const int LongestHost = 255;

    private readonly NameCounts _peers = new();
    private readonly NameCounts _servers = new();
    private readonly NameCounts _routes = new();
    private readonly TimeHistogram _times = new();
    private readonly Queue<FailureExample> _newest = [];
    private readonly byte[] _route = new byte[LongestRoute];
    private CountList _statuses;
    private long _count;
    private long _ambiguous;
    private bool _hasTries;
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    internal void Add(in FailureView failed)
    {
        _count++;
        _ambiguous += failed.IsAmbiguous ? 1 : 0;
        if (failed.Status is { } told)
        {
            _statuses.Add(StatusText.Of(told), 1);
        }
        _hasTries |= failed.Status is null;
        _first = failed.Time < _first ? failed.Time : _first;
        _last = failed.Time > _last ? failed.Time : _last;
        _times.Add((uint)LogMoment.Of(failed.Time).Second);
        _peers.Add(failed.Peer);
        _servers.Add(failed.Host);
        if (!failed.Target.IsEmpty)
        {
            var host = failed.Host[..Math.Min(failed.Host.Length, LongestHost)];
            host.CopyTo(_route);
            _routes.Add(_route.AsSpan(0, host.Length + PathPattern.Write(failed.Target, _route.AsSpan(host.Length))));
        }
        // In the place of the oldest.
        var example = _newest.Count == MostQuotes ? _newest.Dequeue() : new FailureExample();
        example.Take(failed);
        _newest.Enqueue(example);
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
        foreach (var example in other._newest)
        {
            _newest.Enqueue(example);
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
            Quotes = [.. _newest.Order(Comparer<FailureExample>.Create(FailureExample.NewestFirst)).SelectMany(e => e.Quotes()).Take(MostQuotes)],
        };
    }
}
