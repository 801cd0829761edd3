namespace Gatemedic.Logs;

/// <summary>Gives the failed requests of one access log their reasons where no error log is there to join.</summary>
internal sealed class AccessVerdict(LogSource source)
{
    private readonly AccessRecord _record = new();
    private readonly RequestVerdict _verdict = new(new ErrorWindow([], 1, NewestLines.LineLimit), [source]);

    /// <summary>The request with its reason; null when no upstream had a part in its failure.</summary>
    internal FailedRequest? Judge(in AccessView line)
    {
        _record.Take(line);
        return _record.IsWithoutUpstream ? null : _verdict.ByAccess(_record);
    }
}
