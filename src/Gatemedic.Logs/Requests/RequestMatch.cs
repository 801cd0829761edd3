namespace Gatemedic.Logs;

/// <summary>Judges whether an error record can be of the request of an access record.</summary>
internal sealed class RequestMatch(ErrorWindow window)
{
    // Without $request_time: nginx's time-outs are 60 s unless somebody set them.
    private const int UntoldSeconds = 65;

    /// <summary>The first second in which a record of the request can have been written.</summary>
    internal static long From(AccessRecord record) =>
        record.Seconds < 0 ? record.Second - UntoldSeconds : record.Second - (long)Math.Min(Math.Ceiling(record.Seconds), 1e6) - 1;

    /// <summary>The last one: both times come from the cached clock of one worker.</summary>
    internal static long To(AccessRecord record) => record.Second + 1;

    /// <summary>Everything that both logs tell agrees.</summary>
    internal bool Fits(AccessRecord record, int slot)
    {
        ref var entry = ref window[slot];
        return entry.Second >= From(record) && entry.Second <= To(record)
            && (record.Connection < 0 || record.Connection == entry.Connection)
            && (record.Pid < 0 || record.Pid == entry.Pid)
            && IsSame(record.Value(AccessField.Client), window.Text(slot, entry.Client), isCut: false)
            && FitsRequest(record, slot)
            && FitsHost(record, slot);
    }

    /// <summary>The record can be the one that ended the request, or its answer.</summary>
    internal bool CanEnd(AccessRecord record, int slot, JoinKind kind)
    {
        ref var entry = ref window[slot];
        var reason = FailureReasons.All[entry.Reason];
        if (entry.Subrequest.End.Value > 0)
        {
            return false;
        }
        return kind switch
        {
            JoinKind.Cut => IsOfBody(reason) && HasPeer(record, slot, record.Tries.Count - 1),
            JoinKind.Recovered => IsOfTry(reason) && FailedTry(record, slot, record.Tries.Count - 1) >= 0,
            JoinKind.Leftover => !record.TellsStatuses || !IsOfTry(reason),
            _ => EndsFailure(record, slot, reason),
        };
    }

    /// <summary>The newest try, from <paramref name="last"/> back, that nginx failed and whose peer and status the record has; -1 for none.</summary>
    internal int FailedTry(AccessRecord record, int slot, int last)
    {
        var reason = FailureReasons.All[window[slot].Reason];
        for (int i = last; i >= 0; i--)
        {
            ref readonly var tried = ref record.Tries[i];
            if (tried.IsNginxFailure && reason.Status == (tried.Status == 504 ? "504" : "502") && HasPeer(record, slot, i))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>Another try could follow after it.</summary>
    internal static bool IsOfTry(FailureReason reason) =>
        reason.Status is "502" or "504" && reason.Id is not ("name-not-resolved" or "resolver-missing");

    private static bool IsOfBody(FailureReason reason) => reason.Status == "cut" || reason.Id is "disk-full" or "temp-file";

    private bool EndsFailure(AccessRecord record, int slot, FailureReason reason)
    {
        bool hasStatus = record.Status switch
        {
            9 => reason.Status == "009",
            500 => reason.Status is "500" or "-",
            502 => reason.Status == "502",
            503 => reason.Status == "503",
            504 => reason.Status == "504",
            499 => reason.Status == "499",
            _ => false,
        };
        if (!hasStatus || record.Tries.Count == 0 || record.Tries.EndsEmpty || !IsOfTry(reason))
        {
            return hasStatus;
        }
        // An upstream's own answer has a header, and no record.
        ref readonly var last = ref record.Tries.Last;
        return HasPeer(record, slot, record.Tries.Count - 1) && !(last.Header >= 0 && (last.Status < 0 || last.Status == record.Status));
    }

    private bool HasPeer(AccessRecord record, int slot, int index) =>
        !record.TellsPeers || window[slot].Peer.End.Value == 0
        || (index >= 0 && record.Peer(index).SequenceEqual(window.Text(slot, window[slot].Peer)));

    private bool FitsRequest(AccessRecord record, int slot)
    {
        ref var entry = ref window[slot];
        var request = window.Text(slot, entry.Request);
        // The request is cut where the record is, unless another field follows.
        bool isCut = entry.IsCut && entry.Request.End.Value >= entry.Length - 1;
        return IsSame(record.Target, RequestText.Target(request), isCut)
            && (record.Method.IsEmpty || request.StartsWith(record.Method));
    }

    private bool FitsHost(AccessRecord record, int slot)
    {
        ref var entry = ref window[slot];
        var host = window.Text(slot, entry.Host);
        // In an absolute target stands the host that counts, and the error record tells the header's.
        if (!host.IsEmpty && !record.Host.IsEmpty && record.Target.StartsWith((byte)'/'))
        {
            return RequestText.IsSameHost(record.Host, host);
        }
        return IsSame(record.Value(AccessField.ServerName), window.Text(slot, entry.Server), isCut: false);
    }

    // What one side does not tell cannot contradict.
    private static bool IsSame(ReadOnlySpan<byte> told, ReadOnlySpan<byte> seen, bool isCut) =>
        told.IsEmpty || seen.IsEmpty || (isCut ? told.StartsWith(seen) : told.SequenceEqual(seen));
}
