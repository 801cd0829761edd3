namespace Gatemedic.Logs;

/// <summary>Joins error records whose access line nobody has into requests: the same connection and request line, each peer once.</summary>
internal sealed class OrphanErrors(ErrorWindow window)
{
    // The tries of one request follow each other within nginx's time-outs.
    private const int LongestPause = 65;
    private const int MostLookedAt = 256;

    private readonly List<int> _same = [];

    /// <summary>The request of the oldest record, which leaves the window: its records are claimed. Empty when they are no failure of a request by themselves.</summary>
    internal IReadOnlyList<int> Take(int oldest)
    {
        Gather(oldest);
        var run = new List<int>();
        foreach (int slot in _same)
        {
            bool isSub = window[slot].Subrequest.End.Value > 0;
            if (run.Count > 0 && (Ends(run[^1]) || IsRepeated(run, slot, isSub) || window[slot].Second - window[run[^1]].Second > LongestPause))
            {
                break;
            }
            run.Add(slot);
        }
        // A subrequest may fail without its request: only what auth_request says of it makes it count.
        bool counts = run.Exists(s => window[s].Subrequest.End.Value == 0);
        foreach (int slot in run)
        {
            window.Claim(slot);
        }
        run.RemoveAll(s => window[s].Subrequest.End.Value > 0 && FailureReasons.All[window[run[^1]].Reason].Id != "auth-request-status");
        return counts ? run : [];
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

    private bool Ends(int slot) =>
        window[slot].Subrequest.End.Value == 0
        && (!RequestMatch.IsOfTry(FailureReasons.All[window[slot].Reason]) || FailureReasons.All[window[slot].Reason].Id == "no-live-upstreams");

    private bool IsRepeated(List<int> run, int slot, bool isSub) =>
        run.Exists(r => window[r].Subrequest.End.Value > 0 == isSub
            && window.Text(r, window[r].Peer).SequenceEqual(window.Text(slot, window[slot].Peer)));
}
