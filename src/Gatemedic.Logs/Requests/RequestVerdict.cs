using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Puts together what is told of a failed request: from its access record, its error records, or both.</summary>
internal sealed class RequestVerdict(ErrorWindow window, IReadOnlyList<LogSource> sources)
{
    private const int LongestQuote = 2048;

    // Without the client's address or the target the join rests on less.
    private static readonly double[] CertaintyOfKey = [1, 1, 0.95, 0.8, 0.5];
    private const double CertaintyOfLate = 0.9;

    // Where the format does not tell the tries, another peer may have been tried after the line, and have answered so itself.
    private const double CertaintyOfOnlyTry = 0.95;

    // nginx's own error pages have 150 bytes or more (ngx_http_special_response.c).
    private const int ShorterThanOwnPage = 140;

    /// <summary>Whether an error log was read.</summary>
    private bool HasErrors { get; } = sources.Any(s => s.Dialect == LogDialect.NginxError);

    private bool HasAccesses { get; } = sources.Any(s => s.Dialect == LogDialect.NginxAccess);

    /// <summary>The verdict by the error records that were joined.</summary>
    internal FailedRequest ByErrors(AccessRecord record, RequestJoin join)
    {
        var (reason, because) = ReasonOf(join.Run);
        var others = join.Rivals.Select(r => FailureReasons.All[r]).Where(r => r.Id != reason.Id).ToImmutableArray();
        if (!others.IsEmpty)
        {
            because += "; a request like it failed in the same moment for another reason, and the lines do not tell whose is whose";
        }
        bool mayHaveGoneOn = !record.TellsStatuses && reason.Status is "502" or "504" && record.Status is 502 or 504;
        if (mayHaveGoneOn && record.BodyBytes < ShorterThanOwnPage)
        {
            others = others.Add(FailureReasons.Get($"upstream-returned-{record.Status}"));
            because += record.BodyBytes > 0 ? "; yet the answer is shorter than nginx's own pages are" : "; yet the access log does not tell whether it was the last try";
        }
        // A short answer is as likely the upstream's own.
        int equals = 1 + join.Rivals.Count(r => FailureReasons.All[r].Id != reason.Id) + (mayHaveGoneOn && record.BodyBytes is > 0 and < ShorterThanOwnPage ? 1 : 0);
        double confidence = CertaintyOfKey[(int)record.Key] * (join.Distance > 2 ? CertaintyOfLate : 1) / equals;
        return Told(record, reason) with
        {
            Confidence = Math.Round(confidence * (mayHaveGoneOn ? CertaintyOfOnlyTry : 1), 3),
            Because = because,
            Others = others,
            Errors = Quotes(join.Run),
        };
    }

    /// <summary>The records as they stand in their logs.</summary>
    internal ImmutableArray<LogQuote> Quotes(IEnumerable<int> run) => [.. run.Select(Quote)];

    /// <summary>The verdict by the access record alone; null when its status is none of a failure.</summary>
    internal FailedRequest? ByAccess(AccessRecord record)
    {
        var row = AccessReasons.Find(record.Status, record.Signs(HasErrors));
        return row is null ? null : Told(record, FailureReasons.Get(row.Reason)) with
        {
            Confidence = row.Confidence,
            Because = row.Because,
            Others = [.. row.Others.Select(FailureReasons.Get)],
        };
    }

    /// <summary>The verdict by error records whose access line nobody has.</summary>
    internal FailedRequest ByErrorsAlone(IReadOnlyList<int> run)
    {
        var (reason, because) = ReasonOf(run);
        int end = run[^1];
        var zone = sources[window[end].Log].Zone;
        var request = window.Text(end, window[end].Request);
        int space = request.IndexOf((byte)' ');
        return new FailedRequest
        {
            Time = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(window[end].Second), zone),
            Reason = reason,
            Confidence = HasAccesses ? CertaintyOfLate : 1,
            Because = HasAccesses ? because + "; no access line of it was found" : because,
            Host = LogText.OrNull(window.Text(end, window[end].Host)) ?? LogText.OrNull(window.Text(end, window[end].Server)),
            Method = space > 0 ? LogText.Of(request[..space]) : null,
            Uri = LogText.OrNull(RequestText.Target(request)),
            Client = LogText.OrNull(window.Text(end, window[end].Client)),
            Tries = [.. run.Where(s => window[s].Peer.End.Value > 0 && window[s].Subrequest.End.Value == 0).Select(TryOf)],
            Errors = Quotes(run),
        };
    }

    // The last record ended the request. But that no peer was left follows from the peers that failed before, and what
    // auth_request says follows from the record of its subrequest.
    private (FailureReason Reason, string Because) ReasonOf(IReadOnlyList<int> run)
    {
        int end = run[^1];
        var reason = FailureReasons.All[window[end].Reason];
        string because = "its error line: " + Message(end);
        if (run.Count == 1)
        {
            return (reason, because);
        }
        int before = run[^2];
        return reason.Id switch
        {
            "no-live-upstreams" => (FailureReasons.All[window[before].Reason],
                $"its error line: {Message(before)}; after that no other peer was taken for alive"),
            "auth-request-status" => (FailureReasons.All[window[before].Reason],
                $"the error line of auth_request's subrequest {LogText.Of(window.Text(before, window[before].Subrequest))}: {Message(before)}"),
            _ => (reason, $"the error line of its last try: {Message(end)}"),
        };
    }

    private FailedRequest Told(AccessRecord record, FailureReason reason) => new()
    {
        Time = record.Time,
        Status = record.Status,
        Reason = reason,
        Confidence = 1,
        Because = "",
        Host = LogText.OrNull(record.Host) ?? LogText.OrNull(record.Value(AccessField.ServerName)),
        Method = LogText.OrNull(record.Method),
        Uri = UriOf(record),
        Client = LogText.OrNull(record.Value(AccessField.Client)),
        Seconds = record.Seconds < 0 ? null : record.Seconds,
        Tries = TriesOf(record),
        Access = new LogQuote(LogLines.Place(sources[record.Log], record.Offset, record.Number), LogText.Of(record.Line[..Math.Min(record.Line.Length, LongestQuote)])),
    };

    private static string? UriOf(AccessRecord record) =>
        LogText.OrNull(record.Target.IsEmpty ? record.Value(AccessField.Uri) : record.Target);

    private static ImmutableArray<UpstreamTry> TriesOf(AccessRecord record)
    {
        var tries = ImmutableArray.CreateBuilder<UpstreamTry>(record.Tries.Count);
        for (int i = 0; i < record.Tries.Count; i++)
        {
            ref readonly var tried = ref record.Tries[i];
            tries.Add(new UpstreamTry(LogText.Of(record.Peer(i)), tried.Status > 0 ? tried.Status : null,
                Told(tried.Connect), Told(tried.Header), Told(tried.Response), tried.Round));
        }
        return tries.MoveToImmutable();
    }

    private static double? Told(double seconds) => seconds >= 0 ? seconds : null;

    private UpstreamTry TryOf(int slot)
    {
        int? status = FailureReasons.All[window[slot].Reason].Status switch { "502" => 502, "504" => 504, _ => null };
        return new UpstreamTry(LogText.Of(window.Text(slot, window[slot].Peer)), status, null, null, null, 0);
    }

    private string Message(int slot) => LogText.Of(window.Text(slot, window[slot].Message));

    private LogQuote Quote(int slot)
    {
        ref var entry = ref window[slot];
        return new LogQuote(LogLines.Place(sources[entry.Log], entry.Offset, entry.Number), LogText.Of(window.Line(slot)));
    }
}
