namespace Gatemedic.Logs;

/// <summary>Finds the error records of an access record and takes them out of the window, so that each is given once.</summary>
internal sealed class RequestJoin
{
    // A client that repeats one request a thousand times a second must not make the join quadratic.
    private const int MostLookedAt = 1024;
    private const int MostCandidates = 128;

    // Error logs of several workers are out of order by less than this.
    private const int Disorder = 5;
    private const int PerMissingTry = 100;

    private readonly ErrorWindow _window;
    private readonly RequestMatch _match;
    private readonly RequestRun _run;
    private readonly List<int> _candidates = [];
    private readonly List<int> _tried = [];

    internal RequestJoin(ErrorWindow window)
    {
        (_window, _match) = (window, new RequestMatch(window));
        _run = new RequestRun(window, _match, _candidates);
    }

    /// <summary>The records of the request, oldest first; the last one is the one that ended it.</summary>
    internal List<int> Run { get; } = [];

    /// <summary>Reasons of other records that could as well have ended it.</summary>
    internal SortedSet<int> Rivals { get; } = [];

    /// <summary>Seconds between the record and the end of the request.</summary>
    internal int Distance { get; private set; }

    /// <summary>Whether an unclaimed record has the same key at all: a cheap question before a line is taken apart.</summary>
    internal bool HasKey(RequestKey key, int hash) => _window.Newest(key, hash) >= 0;

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
        _run.Follow(record, best, kind, Run);
        FindRivals(record, kind, bestCost);
        foreach (int slot in Run)
        {
            _window.Claim(slot);
        }
        return true;
    }

    // Oldest first.
    private void Gather(AccessRecord record)
    {
        _candidates.Clear();
        long from = RequestMatch.From(record);
        int looked = 0;
        for (int slot = _window.Newest(record.Key, record.Hash);
            slot >= 0 && looked < MostLookedAt && _candidates.Count < MostCandidates && _window[slot].Second >= from - Disorder;
            slot = _window.Older(record.Key, slot))
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

    private int Away(AccessRecord record, int slot) => Clamp(Math.Abs(record.Second - _window[slot].Second));

    // How many of the tries before it have no record on the same connection.
    private int Missing(AccessRecord record, int slot, JoinKind kind)
    {
        if (record.Tries.Count < 2)
        {
            return 0;
        }
        _tried.Clear();
        _run.Back(record, slot, kind, _tried);
        int failed = 0;
        for (int i = 0; i < record.Tries.Count; i++)
        {
            failed += record.Tries[i].IsNginxFailure ? 1 : 0;
        }
        int found = _tried.Count + (RequestMatch.IsOfTry(FailureReasons.All[_window[slot].Reason]) ? 1 : 0);
        return Math.Max(0, failed - found);
    }

    private void FindRivals(AccessRecord record, JoinKind kind, int cost)
    {
        int end = Run[^1], reason = _window[end].Reason;
        // On one HTTP/1 connection requests come one after the other; an HTTP/2 connection carries many at once.
        bool isShared = _window.Text(end, _window[end].Request).EndsWith("HTTP/2.0"u8);
        foreach (int slot in _candidates)
        {
            if (_window[slot].Reason != reason && !Run.Contains(slot) && (isShared || !_window.IsOfSameConnection(slot, end))
                && _match.CanEnd(record, slot, kind) && Cost(record, slot, kind) == cost)
            {
                Rivals.Add(_window[slot].Reason);
                _window[slot].Rival = reason;
            }
        }
        if (_window[end].Rival is >= 0 and var rival && rival != reason)
        {
            Rivals.Add(rival);
        }
    }
}
