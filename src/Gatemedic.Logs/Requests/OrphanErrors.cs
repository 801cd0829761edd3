namespace Gatemedic.Logs;

/// <summary>Joins error records whose access line nobody has into requests: the same connection and request line, each peer once.</summary>
internal sealed class OrphanErrors(ErrorWindow window)
{
    // The tries of one request follow each other within nginx's time-outs.
    private const int LongestPause = 65;
    private const int MostLookedAt = 256;

    private readonly List<int> _same = [];
    private readonly List<int> _run = [];

    /// <summary>The request of the oldest record, which leaves the window: its records are claimed. Empty when they are no failure of a request by themselves.</summary>
    internal IReadOnlyList<int> Take(int oldest)
    {
        Gather(oldest);
        _run.Clear();
        bool counts = false;
        foreach (int slot in _same)
        {
            bool isSub = IsSub(slot);
            if (_run.Count > 0 && (Ends(_run[^1]) || IsRepeated(slot, isSub) || window[slot].Second - window[_run[^1]].Second > LongestPause))
            {
                break;
            }
            // A subrequest may fail without its request: only what auth_request says of it makes it count.
            counts |= !isSub;
            _run.Add(slot);
            window.Claim(slot);
        }
        if (!counts)
        {
            return [];
        }
        bool isOfSubrequests = FailureReasons.All[window[_run[^1]].Reason].Id == "auth-request-status";
        for (int i = _run.Count - 1; i >= 0 && !isOfSubrequests; i--)
        {
            if (IsSub(_run[i]))
            {
                _run.RemoveAt(i);
            }
        }
        return _run;
    }

    private void Gather(int oldest)
    {
        _same.Clear();
        int hash = RequestKeys.Hash(RequestKey.Connection, window[oldest].Connection, default, default);
        var request = window.Text(oldest, window[oldest].Request);
        int looked = 0;
        for (int slot = window.Newest(RequestKey.Connection, hash); slot >= 0 && looked < MostLookedAt; slot = window.Older(RequestKey.Connection, slot))
        {
            looked++;
            if (slot != oldest && window[slot].Connection == window[oldest].Connection && window[slot].Pid == window[oldest].Pid
                && window.Text(slot, window[slot].Request).SequenceEqual(request))
            {
                _same.Add(slot);
            }
        }
        _same.Add(oldest);
        _same.Reverse();
    }

    private bool IsSub(int slot) => window[slot].Subrequest.End.Value > 0;

    private bool Ends(int slot) =>
        !IsSub(slot) && (!RequestMatch.IsOfTry(FailureReasons.All[window[slot].Reason]) || FailureReasons.All[window[slot].Reason].Id == "no-live-upstreams");

    private bool IsRepeated(int slot, bool isSub)
    {
        var peer = window.Text(slot, window[slot].Peer);
        foreach (int known in _run)
        {
            if (IsSub(known) == isSub && window.Text(known, window[known].Peer).SequenceEqual(peer))
            {
                return true;
            }
        }
        return false;
    }
}
