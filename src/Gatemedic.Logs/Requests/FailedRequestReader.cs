namespace Gatemedic.Logs;

/// <summary>
/// Goes through the access records in time, keeping the error records around that time in a window. Records that must own an error record
/// take theirs at once; those that only may own one wait a few seconds for what is left over.
/// </summary>
internal sealed class FailedRequestReader
{
    // Error records are read so many seconds ahead of the access record: both logs are only nearly in order.
    private const int Ahead = 3;

    // Buffered access logs come late by this, and requests take this long, before a record is held to belong to no access line.
    private const int Patience = 180;

    // A record of an answer that went well waits so long for all that went wrong to take what is theirs.
    private const int LeftoverSeconds = 5;

    private readonly TimeMerge<AccessLines> _accesses;
    private readonly TimeMerge<ErrorLines> _errors;
    private readonly bool _hasErrors;
    private readonly LogWindow _range;
    private readonly ErrorWindow _window;
    private readonly RequestJoin _join;
    private readonly RequestVerdict _verdict;
    private readonly Action<RequestTelling> _found;
    private readonly RequestTelling _telling;
    private readonly OrphanErrors _orphans;
    private readonly AccessRecord _record = new();
    private readonly Queue<AccessRecord> _held = [];
    private readonly Stack<AccessRecord> _spare = [];
    private readonly int _mostHeld;

    /// <param name="sources">The logs.</param>
    /// <param name="range">The time that matters.</param>
    /// <param name="room">How much may be kept.</param>
    /// <param name="found">Called for each failed request, while its lines are at hand.</param>
    /// <param name="stop">Ends the reading early.</param>
    internal FailedRequestReader(IReadOnlyList<LogSource> sources, LogWindow range, JoinRoom room, Action<RequestTelling> found, CancellationToken stop)
    {
        _range = range;
        var earlier = range with { Since = range.Since - TimeSpan.FromSeconds(Patience), Until = range.Until + TimeSpan.FromSeconds(Ahead) };
        var accesses = sources.Index().Where(s => s.Item is { Dialect: LogDialect.NginxAccess, Format: { HasStatus: true, HasTime: true } })
            .Select(s => new AccessLines(s.Item, s.Index, range, stop)).ToArray();
        _hasErrors = sources.Any(s => s.Dialect == LogDialect.NginxError);
        _window = new ErrorWindow(accesses.Select(a => a.Key).Distinct(), _hasErrors ? room.Entries : 1, _hasErrors ? room.Bytes : NewestLines.LineLimit)
        {
            Leaving = Leave,
        };
        _accesses = new TimeMerge<AccessLines>(accesses);
        _errors = new TimeMerge<ErrorLines>(
            sources.Index().Where(s => s.Item.Dialect == LogDialect.NginxError).Select(s => new ErrorLines(s.Item, s.Index, earlier, stop)));
        (_join, _verdict, _orphans) = (new RequestJoin(_window), new RequestVerdict(_window, sources), new OrphanErrors(_window));
        (_telling, _found, _mostHeld) = (new RequestTelling(_window, sources, _verdict), found, room.Held);
    }

    /// <summary>Reads one record on; false at the end.</summary>
    internal bool Next()
    {
        if (_accesses.Current is { } lines)
        {
            ReadErrors(lines.Time / 1000);
            Read(lines);
            _accesses.Next();
        }
        else if (_held.TryDequeue(out var record))
        {
            Settle(record);
        }
        else if (_errors.Current is { } errors)
        {
            ReadErrors(errors.Time / 1000);
        }
        else if (_window.Oldest >= 0)
        {
            _window.Expire(long.MaxValue);
        }
        else
        {
            return false;
        }
        return true;
    }

    private void ReadErrors(long second)
    {
        while (_errors.Current is { } errors && errors.Time <= (second + Ahead) * 1000)
        {
            _window.Expire(errors.Entry.Second - Patience);
            _window.Add(errors.Entry, errors.Record);
            _errors.Next();
        }
    }

    private void Read(AccessLines lines)
    {
        while (_held.TryPeek(out var oldest) && (oldest.Second < lines.Time / 1000 - LeftoverSeconds || _held.Count >= _mostHeld))
        {
            Settle(_held.Dequeue());
        }
        if (lines.Status is 499 or 500 or 502 or 503 or 504 or 9)
        {
            if (lines.TryScanAll())
            {
                _record.Take(lines.View);
                Fail(_record);
            }
        }
        else if (_hasErrors && _window.Oldest >= 0 && (lines.MayTellFailedTry || MayOwnError(lines)) && lines.TryScanAll())
        {
            ReadSuccess(lines);
        }
    }

    // Where the tries are told, an answer that went well can own only a record that is none of a try.
    private bool MayOwnError(AccessLines lines) =>
        (!lines.Format.HasPeerStatuses || _window.FreeOthers > 0) && (!lines.HasKeyEarly || _join.HasKey(lines.Key, lines.KeyHash));

    private void Fail(AccessRecord record)
    {
        if (_hasErrors && _join.TryJoin(record, JoinKind.Failed))
        {
            _verdict.ByErrors(record, _join);
            _found(_telling);
        }
        else if (!record.IsWithoutUpstream)
        {
            bool hasTries = _hasErrors && record.Tries.Count > 0 && _join.TryJoin(record, JoinKind.Recovered);
            if (_verdict.TryByAccess(record, hasTries ? _join.Run : []))
            {
                _found(_telling);
            }
        }
    }

    private void ReadSuccess(AccessLines lines)
    {
        bool recovered = lines.Format.HasPeerStatuses && HasFailedTry(lines.Line[lines.Values[(int)AccessField.PeerStatuses]]);
        if (!recovered && ((lines.Format.HasPeerStatuses && _window.FreeOthers == 0) || !_join.HasKey(lines.Key, lines.KeyHash)))
        {
            return;
        }
        var record = _spare.Count > 0 ? _spare.Pop() : new AccessRecord();
        record.Take(lines.View);
        if (recovered)
        {
            _join.TryJoin(record, JoinKind.Recovered);
        }
        _held.Enqueue(record);
    }

    // What is left over for an answer that went well: a record that cut it, or the records of tries that its format does not tell.
    private void Settle(AccessRecord record)
    {
        if (_join.TryJoin(record, JoinKind.Cut))
        {
            _verdict.ByErrors(record, _join);
            _found(_telling);
        }
        else
        {
            _join.TryJoin(record, JoinKind.Leftover);
        }
        _spare.Push(record);
    }

    private void Leave(int slot)
    {
        long second = _window[slot].Second;
        var run = _orphans.Take(slot);
        if (run.Count > 0 && _range.Has(DateTimeOffset.FromUnixTimeSeconds(second)))
        {
            _verdict.ByErrorsAlone(run);
            _found(_telling);
        }
    }

    private static bool HasFailedTry(ReadOnlySpan<byte> statuses) =>
        statuses.Length >= 3 && (statuses.IndexOf("502"u8) >= 0 || statuses.IndexOf("504"u8) >= 0);
}
