namespace Gatemedic.Logs;

/// <summary>Tries at one peer, from access logs.</summary>
/// <param name="address">As nginx writes it.</param>
/// <param name="overTime">Follow its latency over time too.</param>
internal sealed class PeerTally(string address, bool overTime)
{
    private readonly LatencyHistogram _response = new();
    private readonly LatencyTimes? _responseTimes = overTime ? new() : null;
    private (int Status, long Count)[] _statuses = [];
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    internal string Address => address;

    internal long Tries { get; private set; }

    internal long Failures { get; private set; }

    internal TimeHistogram Times { get; } = new();

    /// <summary>Counts a try.</summary>
    /// <param name="status">$upstream_status, 0 where it is "-".</param>
    /// <param name="milliseconds">$upstream_response_time, -1 where it is not known.</param>
    /// <param name="second">Seconds since 1970, -1 where it is not known.</param>
    internal void Add(int status, int milliseconds, long second)
    {
        Tries++;
        Count(status, 1);
        if (milliseconds >= 0)
        {
            _response.Add(milliseconds);
            if (second >= 0)
            {
                _responseTimes?.Add((uint)second, milliseconds);
            }
        }
        if (status is 0 or 502 or 503 or 504)
        {
            Failures++;
            if (second >= 0)
            {
                _first = Math.Min(_first, second);
                _last = Math.Max(_last, second);
                Times.Add((uint)second);
            }
        }
    }

    internal void Add(PeerTally other)
    {
        Tries += other.Tries;
        Failures += other.Failures;
        foreach (var (status, count) in other._statuses)
        {
            Count(status, count);
        }
        _response.Add(other._response);
        if (other._responseTimes is { } theirs)
        {
            _responseTimes?.Add(theirs);
        }
        Times.Add(other.Times);
        _first = Math.Min(_first, other._first);
        _last = Math.Max(_last, other._last);
    }

    internal PeerPicture ToPicture() => new()
    {
        Address = address,
        Tries = Tries,
        Failures = Failures,
        Statuses = [.. Counted.MostFirst(Statuses())],
        FirstFailure = _first > _last ? null : DateTimeOffset.FromUnixTimeSeconds(_first),
        LastFailure = _first > _last ? null : DateTimeOffset.FromUnixTimeSeconds(_last),
        Times = Times.ToSeries(),
        Response = _response.ToPicture(),
        ResponseTimes = _responseTimes?.ToPoints() ?? [],
    };

    private IEnumerable<Counted> Statuses()
    {
        foreach (var (status, count) in _statuses)
        {
            yield return new Counted(status == 0 ? "-" : $"{status}", count);
        }
    }

    // A peer has a handful of statuses, so looking through them is fast. They are three digits, so there is an end to them.
    private void Count(int status, long count)
    {
        foreach (ref var known in _statuses.AsSpan())
        {
            if (known.Status == status)
            {
                known.Count += count;
                return;
            }
        }
        _statuses = [.. _statuses, (status, count)];
    }
}
