namespace Gatemedic.Logs;

/// <summary>Requests to one host.</summary>
internal sealed class ServerTally(string name)
{
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    internal string Name => name;

    internal long Requests { get; private set; }

    internal long Failures { get; private set; }

    internal long Errors { get; set; }

    internal void Add(bool failed, long second)
    {
        Requests++;
        if (failed)
        {
            Failures++;
            _first = Math.Min(_first, second);
            _last = Math.Max(_last, second);
        }
    }

    internal void Add(ServerTally other)
    {
        Requests += other.Requests;
        Failures += other.Failures;
        Errors += other.Errors;
        _first = Math.Min(_first, other._first);
        _last = Math.Max(_last, other._last);
    }

    internal ServerPicture ToPicture() => new(name, Requests, Failures, Errors)
    {
        FirstFailure = _first > _last || _first < 0 ? null : DateTimeOffset.FromUnixTimeSeconds(_first),
        LastFailure = _first > _last || _first < 0 ? null : DateTimeOffset.FromUnixTimeSeconds(_last),
    };
}
