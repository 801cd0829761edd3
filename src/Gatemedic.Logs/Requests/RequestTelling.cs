using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Tells what was decided of a request: whole, or as spans of its lines for what only counts it.</summary>
internal sealed class RequestTelling(ErrorWindow window, IReadOnlyList<LogSource> sources, RequestVerdict verdict)
{
    private const int LongestQuote = NewestLines.LineLimit;

    private readonly LogSegment[] _logs = [.. sources.Select((s, i) => new LogSegment(s.Name, i, null) { FirstLine = 1 })];

    /// <summary>As spans; good until the next record is read.</summary>
    internal FailureView View => verdict.Record is { } record ? Seen(record) : Seen();

    /// <summary>The whole request.</summary>
    internal FailedRequest Tell() => (verdict.Record is { } record ? Told(record) : Told()) with
    {
        Because = Because(),
        Others = [.. Others()],
        Errors = [.. verdict.Run.Select(Quote)],
    };

    private FailureView Seen(AccessRecord record) => new()
    {
        Reason = verdict.Reason,
        IsAmbiguous = verdict.IsAmbiguous,
        Status = record.Status,
        Time = record.Time,
        Peer = record.Tries.Count == 0 ? [] : record.Peer(record.Tries.Count - 1),
        Host = HostOf(record),
        Target = TargetOf(record),
        Error = LastError(),
        Access = new LineView(record.Line[..Math.Min(record.Line.Length, LongestQuote)], _logs[record.Log], new LinePlace(record.Offset, record.Number)),
    };

    private FailureView Seen()
    {
        int end = verdict.Run[^1];
        var peer = ReadOnlySpan<byte>.Empty;
        for (int i = 0; i < verdict.Run.Count; i++)
        {
            int slot = verdict.Run[i];
            peer = IsTry(slot) ? window.Text(slot, window[slot].Peer) : peer;
        }
        return new FailureView
        {
            Reason = verdict.Reason,
            IsAmbiguous = verdict.IsAmbiguous,
            Time = TimeOf(end),
            Peer = peer,
            Host = HostOf(end),
            Target = RequestText.Target(window.Text(end, window[end].Request)),
            Error = LastError(),
        };
    }

    private LineView LastError()
    {
        if (verdict.Run.Count == 0)
        {
            return default;
        }
        ref var entry = ref window[verdict.Run[^1]];
        return new LineView(window.Line(verdict.Run[^1]), _logs[entry.Log], new LinePlace(entry.Offset, entry.Number));
    }

    private FailedRequest Told(AccessRecord record) => new()
    {
        Time = record.Time,
        Status = record.Status,
        Reason = verdict.Reason,
        Confidence = verdict.Confidence,
        Because = "",
        Host = LogText.OrNull(HostOf(record)),
        Method = LogText.OrNull(record.Method),
        Uri = LogText.OrNull(TargetOf(record)),
        Client = LogText.OrNull(record.Value(AccessField.Client)),
        Seconds = record.Seconds < 0 ? null : record.Seconds,
        Tries = TriesOf(record),
        Access = new LogQuote(LogLines.Place(sources[record.Log], record.Offset, record.Number), LogText.Of(record.Line[..Math.Min(record.Line.Length, LongestQuote)])),
    };

    private FailedRequest Told()
    {
        int end = verdict.Run[^1];
        var request = window.Text(end, window[end].Request);
        int space = request.IndexOf((byte)' ');
        return new FailedRequest
        {
            Time = TimeOf(end),
            Reason = verdict.Reason,
            Confidence = verdict.Confidence,
            Because = "",
            Host = LogText.OrNull(HostOf(end)),
            Method = space > 0 ? LogText.Of(request[..space]) : null,
            Uri = LogText.OrNull(RequestText.Target(request)),
            Client = LogText.OrNull(window.Text(end, window[end].Client)),
            Tries = [.. verdict.Run.Where(IsTry).Select(TryOf)],
        };
    }

    private string Because()
    {
        string because = verdict.Ground switch
        {
            VerdictGround.AccessLine => verdict.Row!.Because,
            VerdictGround.ErrorLine => "its error line: " + Message(),
            VerdictGround.PeerBefore => $"its error line: {Message()}; after that no other peer was taken for alive",
            VerdictGround.Subrequest => $"the error line of auth_request's subrequest {LogText.Of(window.Text(verdict.Slot, window[verdict.Slot].Subrequest))}: {Message()}",
            _ => "the error line of its last try: " + Message(),
        };
        if (verdict.Record is not { } record)
        {
            return verdict.HasAccesses ? because + "; no access line of it was found" : because;
        }
        because += verdict.HasRival ? "; a request like it failed in the same moment for another reason, and the lines do not tell whose is whose" : "";
        return !verdict.MayBeAnswered ? because
            : because + (record.BodyBytes > 0 ? "; yet the answer is shorter than nginx's own pages are" : "; yet the access log does not tell whether it was the last try");
    }

    private string Message() => LogText.Of(window.Text(verdict.Slot, window[verdict.Slot].Message));

    private IEnumerable<FailureReason> Others() =>
    [
        .. verdict.Rivals.Select(r => FailureReasons.All[r]).Where(r => r != verdict.Reason),
        .. verdict.MayBeAnswered ? [FailureReasons.Get($"upstream-returned-{verdict.Record!.Status}")] : Array.Empty<FailureReason>(),
        .. verdict.Row?.Others.Select(FailureReasons.Get) ?? [],
    ];

    private static ReadOnlySpan<byte> HostOf(AccessRecord record) => record.Host.IsEmpty ? record.Value(AccessField.ServerName) : record.Host;

    private static ReadOnlySpan<byte> TargetOf(AccessRecord record) => record.Target.IsEmpty ? record.Value(AccessField.Uri) : record.Target;

    private ReadOnlySpan<byte> HostOf(int slot) => window.Text(slot, window[slot].Host) is { IsEmpty: false } host ? host : window.Text(slot, window[slot].Server);

    private DateTimeOffset TimeOf(int slot) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(window[slot].Second), sources[window[slot].Log].Zone);

    // A subrequest's peers are not the request's.
    private bool IsTry(int slot) => window[slot].Peer.End.Value > 0 && window[slot].Subrequest.End.Value == 0;

    private static ImmutableArray<UpstreamTry> TriesOf(AccessRecord record)
    {
        var tries = ImmutableArray.CreateBuilder<UpstreamTry>(record.Tries.Count);
        for (int i = 0; i < record.Tries.Count; i++)
        {
            ref readonly var tried = ref record.Tries[i];
            tries.Add(new UpstreamTry(LogText.Of(record.Peer(i)), tried.Status > 0 ? tried.Status : null,
                Known(tried.Connect), Known(tried.Header), Known(tried.Response), tried.Round));
        }
        return tries.MoveToImmutable();
    }

    private static double? Known(double seconds) => seconds >= 0 ? seconds : null;

    private UpstreamTry TryOf(int slot)
    {
        int? status = FailureReasons.All[window[slot].Reason].Status switch { "502" => 502, "504" => 504, _ => null };
        return new UpstreamTry(LogText.Of(window.Text(slot, window[slot].Peer)), status, null, null, null, 0);
    }

    private LogQuote Quote(int slot)
    {
        ref var entry = ref window[slot];
        return new LogQuote(LogLines.Place(sources[entry.Log], entry.Offset, entry.Number), LogText.Of(window.Line(slot)));
    }
}
