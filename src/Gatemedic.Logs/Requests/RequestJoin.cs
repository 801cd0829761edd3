namespace Gatemedic.Logs;

/// <summary>Finds the error records of an access record and takes them out of the window, so that each is given once.</summary>
internal sealed class RequestJoin(ErrorWindow window)
{
    // A client that repeats one request a thousand times a second must not make the join quadratic.
    private const int MostLookedAt = 1024;
    private const int MostCandidates = 128;

    // Error logs of several workers are out of order by less than this.
    private const int Disorder = 5;
    private const int PerMissingTry = 100;

    private readonly RequestMatch _match = new(window);
    private readonly List<int> _candidates = [];

    /// <summary>The records of the request, oldest first; the last one is the one that ended it.</summary>
    internal List<int> Run { get; } = [];

    /// <summary>Reasons of other records that could as well have ended it.</summary>
    internal SortedSet<int> Rivals { get; } = [];

    /// <summary>Seconds between the record and the end of the request.</summary>
    internal int Distance { get; private set; }

    /// <summary>Whether an unclaimed record has the same key at all: a cheap question before a line is taken apart.</summary>
    internal bool HasKey(RequestKey key, int hash) => window.Newest(key, hash) >= 0;

    /// <summary>Finds and claims; false when no record is of the request.</summary>
    internal bool TryJoin(AccessRecord record, JoinKind kind)
    {
        Run.Clear();
        Rivals.Clear();
        Gather(record);
        int best = -1, bestCost = int.MaxValue;
        foreach (int slot in _candidates)
        {
            if (_match.CanEnd(record, slot, kind) && Cost(record, slot, kind) is var cost && cost < bestCost)
            {
                (best, bestCost) = (slot, cost);
            }
        }
        if (best < 0)
        {
            return false;
        }
        Distance = Away(record, best);
        Follow(record, best, kind);
        FindRivals(record, kind, bestCost);
        foreach (int slot in Run)
        {
            window.Claim(slot);
        }
        return true;
    }

    // Oldest first.
    private void Gather(AccessRecord record)
    {
        _candidates.Clear();
        long from = RequestMatch.From(record);
        int looked = 0;
        for (int slot = window.Newest(record.Key, record.Hash);
            slot >= 0 && looked < MostLookedAt && _candidates.Count < MostCandidates && window[slot].Second >= from - Disorder;
            slot = window.Older(record.Key, slot))
        {
            looked++;
            if (_match.Fits(record, slot))
            {
                _candidates.Add(slot);
            }
        }
        _candidates.Reverse();
    }

    // A failure is answered at once, so its record stands in the second in which the request ended; the records of earlier tries anywhere.
    private int Cost(AccessRecord record, int slot, JoinKind kind)
    {
        int away = kind is JoinKind.Failed or JoinKind.Cut || record.Seconds < 0 ? Away(record, slot) : 0;
        return away + PerMissingTry * (record.TellsStatuses ? Missing(record, slot, kind) : 0);
    }

    private static int Clamp(long seconds) => (int)Math.Min(seconds, 1000);

    private int Away(AccessRecord record, int slot) => Clamp(Math.Abs(record.Second - window[slot].Second));

    // How many of the tries before it have no record on the same connection.
    private int Missing(AccessRecord record, int slot, JoinKind kind)
    {
        if (record.Tries.Count < 2)
        {
            return 0;
        }
        Run.Clear();
        Back(record, slot, kind);
        int failed = 0;
        for (int i = 0; i < record.Tries.Count; i++)
        {
            failed += record.Tries[i].IsNginxFailure ? 1 : 0;
        }
        int found = Run.Count + (RequestMatch.IsOfTry(FailureReasons.All[window[slot].Reason]) ? 1 : 0);
        Run.Clear();
        return Math.Max(0, failed - found);
    }

    private void Follow(AccessRecord record, int end, JoinKind kind)
    {
        Run.Clear();
        if (record.TellsStatuses && record.TellsPeers)
        {
            Back(record, end, kind);
            Run.Reverse();
            Run.Add(end);
        }
        else
        {
            Forward(record, end, kind);
        }
        if (FailureReasons.All[window[Run[^1]].Reason].Id == "auth-request-status")
        {
            Run.InsertRange(0, _candidates.Where(c => IsOfSameRequest(c, end) && window[c].Sequence < window[end].Sequence
                && window[c].Subrequest.End.Value > 0));
        }
    }

    // From the record that ended it: for each failed try before, the nearest earlier record of its peer.
    private void Back(AccessRecord record, int end, JoinKind kind)
    {
        int tried = record.Tries.Count - 1;
        if (RequestMatch.IsOfTry(FailureReasons.All[window[end].Reason]))
        {
            int own = _match.FailedTry(record, end, tried);
            tried = own >= 0 ? own - 1 : kind == JoinKind.Failed ? tried - 1 : tried;
        }
        for (int i = _candidates.IndexOf(end) - 1; i >= 0 && tried >= 0; i--)
        {
            int slot = _candidates[i];
            if (IsOfSameRequest(slot, end) && window[slot].Subrequest.End.Value == 0 && _match.FailedTry(record, slot, tried) is >= 0 and var found)
            {
                Run.Add(slot);
                tried = found - 1;
            }
        }
    }

    // Without peers: a request tries each peer once, so records follow each other until a peer comes again.
    private void Forward(AccessRecord record, int first, JoinKind kind)
    {
        int start = _candidates.IndexOf(first);
        for (int i = 0; i < _candidates.Count; i++)
        {
            int slot = _candidates[i];
            if (!IsOfSameRequest(slot, first) || window[slot].Subrequest.End.Value > 0 || Run.Exists(r => HasSamePeer(r, slot)))
            {
                if (i > start && IsOfSameRequest(slot, first))
                {
                    break;
                }
                continue;
            }
            if (i < start ? RequestMatch.IsOfTry(FailureReasons.All[window[slot].Reason]) && !HasSamePeer(slot, first)
                : i == start || (RequestMatch.IsOfTry(FailureReasons.All[window[Run[^1]].Reason]) && !IsNoPeer(Run[^1])))
            {
                Run.Add(slot);
            }
        }
        while (Run.Count > 1 && Run[^1] != first && !_match.CanEnd(record, Run[^1], kind))
        {
            Run.RemoveAt(Run.Count - 1);
        }
    }

    private void FindRivals(AccessRecord record, JoinKind kind, int cost)
    {
        int end = Run[^1], reason = window[end].Reason;
        // On one HTTP/1 connection requests come one after the other; an HTTP/2 connection carries many at once.
        bool isShared = window.Text(end, window[end].Request).EndsWith("HTTP/2.0"u8);
        foreach (int slot in _candidates)
        {
            if (window[slot].Reason != reason && !Run.Contains(slot) && (isShared || !IsOfSameRequest(slot, end))
                && _match.CanEnd(record, slot, kind) && CostBeside(record, slot, kind) == cost)
            {
                Rivals.Add(window[slot].Reason);
                window[slot].Rival = reason;
            }
        }
        if (window[end].Rival is >= 0 and var rival && rival != reason)
        {
            Rivals.Add(rival);
        }
    }

    private int CostBeside(AccessRecord record, int slot, JoinKind kind)
    {
        var run = Run.ToArray();
        int cost = Cost(record, slot, kind);
        Run.Clear();
        Run.AddRange(run);
        return cost;
    }

    private bool IsOfSameRequest(int one, int other) => window[one].Connection == window[other].Connection && window[one].Pid == window[other].Pid;

    private bool HasSamePeer(int one, int other) => window.Text(one, window[one].Peer).SequenceEqual(window.Text(other, window[other].Peer));

    private bool IsNoPeer(int slot) => FailureReasons.All[window[slot].Reason].Id == "no-live-upstreams";
}
