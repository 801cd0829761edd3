namespace Gatemedic.Logs;

/// <summary>On what a verdict rests.</summary>
internal enum VerdictGround
{
    /// <summary>The access line alone.</summary>
    AccessLine,

    /// <summary>The one error line of the request.</summary>
    ErrorLine,

    /// <summary>The error line of its last try.</summary>
    LastTry,

    /// <summary>The error line of a peer that failed before none was left.</summary>
    PeerBefore,

    /// <summary>The error line of auth_request's subrequest.</summary>
    Subrequest,
}

/// <summary>
/// Decides why a request failed: by its access record, its error records, or both. It holds the last decision as positions and spans, so that
/// requests can be counted without a string; <see cref="RequestTelling"/> makes texts of it. The object is used again for the next.
/// </summary>
internal sealed class RequestVerdict(ErrorWindow window, IReadOnlyList<LogSource> sources)
{
    // Without the client's address or the target the join rests on less.
    private static readonly double[] CertaintyOfKey = [1, 1, 0.95, 0.8, 0.5];
    private const double CertaintyOfLate = 0.9;

    // Where the format does not tell the tries, another peer may have been tried after the line, and have answered so itself.
    private const double CertaintyOfOnlyTry = 0.95;

    // nginx's own error pages have 150 bytes or more (ngx_http_special_response.c).
    private const int ShorterThanOwnPage = 140;

    /// <summary>An error log was read.</summary>
    private bool HasErrors { get; } = sources.Any(s => s.Dialect == LogDialect.NginxError);

    /// <summary>An access log was read.</summary>
    internal bool HasAccesses { get; } = sources.Any(s => s.Dialect == LogDialect.NginxAccess);

    internal FailureReason Reason { get; private set; } = FailureReasons.Get(FailureReasons.Unknown);

    internal double Confidence { get; private set; }

    internal VerdictGround Ground { get; private set; }

    /// <summary>The error record that gives the reason; -1 where the access line does.</summary>
    internal int Slot { get; private set; }

    /// <summary>Null where nobody has the access line.</summary>
    internal AccessRecord? Record { get; private set; }

    /// <summary>What the access line says; null where error records say more.</summary>
    internal AccessReasons.Row? Row { get; private set; }

    /// <summary>Its error records, oldest first.</summary>
    internal IReadOnlyList<int> Run { get; private set; } = [];

    /// <summary>Reasons of records that could as well be its own, which may be the same.</summary>
    internal IReadOnlyCollection<int> Rivals { get; private set; } = [];

    /// <summary>Of the rivals one has another reason.</summary>
    internal bool HasRival { get; private set; }

    /// <summary>The upstream may have answered so itself, in a try that the format does not tell.</summary>
    internal bool MayBeAnswered { get; private set; }

    /// <summary>Another reason fits as well.</summary>
    internal bool IsAmbiguous => HasRival || MayBeAnswered || Row?.Others.IsEmpty == false;

    /// <summary>Decides by the error records that were joined.</summary>
    internal void ByErrors(AccessRecord record, RequestJoin join)
    {
        Begin(record, join.Run);
        ByLast(join.Run);
        int others = join.Rivals.Count == 0 ? 0 : join.Rivals.Count(r => FailureReasons.All[r] != Reason);
        (Rivals, HasRival) = (join.Rivals, others > 0);
        bool mayHaveGoneOn = !record.TellsStatuses && Reason.Status is "502" or "504" && record.Status is 502 or 504;
        MayBeAnswered = mayHaveGoneOn && record.BodyBytes < ShorterThanOwnPage;
        // A short answer is as likely the upstream's own.
        int equals = 1 + others + (MayBeAnswered && record.BodyBytes > 0 ? 1 : 0);
        double confidence = CertaintyOfKey[(int)record.Key] * (join.Distance > 2 ? CertaintyOfLate : 1) / equals;
        Confidence = Math.Round(confidence * (mayHaveGoneOn ? CertaintyOfOnlyTry : 1), 3);
    }

    /// <summary>Decides by the access record alone; false when its status is none of a failure.</summary>
    /// <param name="record">The record.</param>
    /// <param name="tries">Error records of its tries, which do not say why the last one failed.</param>
    internal bool TryByAccess(AccessRecord record, IReadOnlyList<int> tries)
    {
        Begin(record, tries);
        Row = AccessReasons.Find(record.Status, record.Signs(HasErrors));
        if (Row is null)
        {
            return false;
        }
        (Reason, Confidence, Ground, Slot) = (FailureReasons.Get(Row.Reason), Row.Confidence, VerdictGround.AccessLine, -1);
        return true;
    }

    /// <summary>Decides by error records whose access line nobody has.</summary>
    internal void ByErrorsAlone(IReadOnlyList<int> run)
    {
        Begin(null, run);
        ByLast(run);
        Confidence = HasAccesses ? CertaintyOfLate : 1;
    }

    private void Begin(AccessRecord? record, IReadOnlyList<int> run) =>
        (Record, Run, Row, Rivals, HasRival, MayBeAnswered) = (record, run, null, [], false, false);

    // The last record ended the request. But that no peer was left follows from the peers that failed before, and what
    // auth_request says follows from the record of its subrequest.
    private void ByLast(IReadOnlyList<int> run)
    {
        string last = FailureReasons.All[window[run[^1]].Reason].Id;
        Ground = run.Count == 1 ? VerdictGround.ErrorLine
            : last == "no-live-upstreams" ? VerdictGround.PeerBefore
            : last == "auth-request-status" ? VerdictGround.Subrequest
            : VerdictGround.LastTry;
        Slot = Ground is VerdictGround.PeerBefore or VerdictGround.Subrequest ? run[^2] : run[^1];
        Reason = FailureReasons.All[window[Slot].Reason];
    }
}
