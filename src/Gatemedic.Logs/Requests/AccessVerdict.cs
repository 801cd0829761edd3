namespace Gatemedic.Logs;

/// <summary>Gives the failed requests of one access log their reasons where no error log is there to join.</summary>
internal sealed class AccessVerdict
{
    private readonly AccessRecord _record = new();
    private readonly RequestVerdict _verdict;
    private readonly RequestTelling _telling;

    internal AccessVerdict(LogSource source)
    {
        var none = new ErrorWindow([], 1, NewestLines.LineLimit);
        _verdict = new RequestVerdict(none, [source]);
        _telling = new RequestTelling(none, [source], _verdict);
    }

    /// <summary>Counts the request under its reason, unless no upstream had a part in its failure.</summary>
    internal void Count(in AccessView line, ReasonTable reasons)
    {
        _record.Take(line);
        if (!_record.IsWithoutUpstream && _verdict.TryByAccess(_record, []))
        {
            reasons.Add(_telling.View);
        }
    }
}
