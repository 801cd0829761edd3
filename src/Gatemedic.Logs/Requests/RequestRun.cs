namespace Gatemedic.Logs;

/// <summary>Finds the other error records of a request whose end is known.</summary>
/// <param name="window">Where they are.</param>
/// <param name="match">Judges each.</param>
/// <param name="candidates">Those that fit the access record, oldest first.</param>
internal sealed class RequestRun(ErrorWindow window, RequestMatch match, List<int> candidates)
{
    /// <summary>All records of the request, oldest first.</summary>
    internal void Follow(AccessRecord record, int end, JoinKind kind, List<int> run)
    {
        run.Clear();
        if (record.TellsStatuses && record.TellsPeers)
        {
            Back(record, end, kind, run);
            run.Reverse();
            run.Add(end);
        }
        else
        {
            Forward(record, end, kind, run);
        }
        if (FailureReasons.All[window[run[^1]].Reason].Id == "auth-request-status")
        {
            AddSubrequests(end, run);
        }
    }

    /// <summary>From the record that ended it: for each failed try before, the nearest earlier record of its peer; newest first.</summary>
    internal void Back(AccessRecord record, int end, JoinKind kind, List<int> run)
    {
        int tried = record.Tries.Count - 1;
        if (RequestMatch.IsOfTry(FailureReasons.All[window[end].Reason]))
        {
            int own = match.FailedTry(record, end, tried);
            tried = own >= 0 ? own - 1 : kind == JoinKind.Failed ? tried - 1 : tried;
        }
        for (int i = candidates.IndexOf(end) - 1; i >= 0 && tried >= 0; i--)
        {
            int slot = candidates[i];
            if (window.IsOfSameConnection(slot, end) && window[slot].Subrequest.End.Value == 0 && match.FailedTry(record, slot, tried) is >= 0 and var found)
            {
                run.Add(slot);
                tried = found - 1;
            }
        }
    }

    // Without peers: a request tries each peer once, so records follow each other until a peer comes again.
    private void Forward(AccessRecord record, int first, JoinKind kind, List<int> run)
    {
        int start = candidates.IndexOf(first);
        for (int i = 0; i < candidates.Count; i++)
        {
            int slot = candidates[i];
            if (!window.IsOfSameConnection(slot, first) || window[slot].Subrequest.End.Value > 0 || HasPeerOf(slot, run))
            {
                if (i > start && window.IsOfSameConnection(slot, first))
                {
                    break;
                }
                continue;
            }
            if (i < start ? RequestMatch.IsOfTry(FailureReasons.All[window[slot].Reason]) && !HasSamePeer(slot, first)
                : i == start || (RequestMatch.IsOfTry(FailureReasons.All[window[run[^1]].Reason]) && !IsNoPeer(run[^1])))
            {
                run.Add(slot);
            }
        }
        while (run.Count > 1 && run[^1] != first && !match.CanEnd(record, run[^1], kind))
        {
            run.RemoveAt(run.Count - 1);
        }
    }

    private void AddSubrequests(int end, List<int> run)
    {
        int count = 0;
        foreach (int slot in candidates)
        {
            if (window.IsOfSameConnection(slot, end) && window[slot].Sequence < window[end].Sequence && window[slot].Subrequest.End.Value > 0)
            {
                run.Insert(count++, slot);
            }
        }
    }

    private bool HasPeerOf(int slot, List<int> run)
    {
        foreach (int one in run)
        {
            if (HasSamePeer(one, slot))
            {
                return true;
            }
        }
        return false;
    }

    private bool HasSamePeer(int one, int other) => window.Text(one, window[one].Peer).SequenceEqual(window.Text(other, window[other].Peer));

    private bool IsNoPeer(int slot) => FailureReasons.All[window[slot].Reason].Id == "no-live-upstreams";
}
