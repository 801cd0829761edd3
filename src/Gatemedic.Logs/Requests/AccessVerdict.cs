namespace Gatemedic.Logs;

/// <summary>Gives the failed requests of one access log their reasons where no error log is there to join.</summary>
internal sealed class AccessVerdict(LogSource source)
{
    private readonly AccessRecord _record = new();
    private readonly RequestVerdict _verdict = new(new ErrorWindow([], 1, NewestLines.LineLimit), [source]);

    /// <summary>Counts the request under its reason, unless no upstream had a part in its failure.</summary>
    internal void Count(in AccessView line, ReasonTable reasons)
    {
        _record.Take(line);
        if (_record.IsWithoutUpstream || AccessReasons.Find(_record.Status, _record.Signs(errorsRead: false)) is not { } row)
        {
            return;
        }
        var tally = reasons.Of(FailureReasons.Get(row.Reason));
        var peer = _record.Tries.Count == 0 ? [] : _record.Peer(_record.Tries.Count - 1);
        var host = _record.Host.IsEmpty ? _record.Value(AccessField.ServerName) : _record.Host;
        var target = _record.Target.IsEmpty ? _record.Value(AccessField.Uri) : _record.Target;
        tally.Count(_record.Status, !row.Others.IsEmpty, _record.Time, peer, host, target);
        if (tally.Wants(_record.Time) && _verdict.ByAccess(_record) is { } failed)
        {
            tally.Keep(failed);
        }
    }
}
