using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>What run time decides, and what is taken for granted instead; one decision can be turned over to see the other branch.</summary>
/// <param name="flipped">Index of the decision that goes the unusual way; -1 for none.</param>
internal sealed class Decisions(int flipped)
{
    private readonly List<Decision> made = [];

    /// <summary>How many branches were taken so far.</summary>
    public int Branches { get; private set; }

    /// <summary>Everything undecided, in order.</summary>
    public IReadOnlyList<Decision> Made => made;

    /// <summary>Everything undecided, for an answer.</summary>
    public ImmutableArray<RouteUndecided> All => [.. made.Select(m => m.Undecided)];

    /// <summary>Decides a question for this walk.</summary>
    /// <param name="what">What run time decides.</param>
    /// <param name="why">Why the configuration does not.</param>
    /// <param name="usual">The answer that is taken for granted, with its words.</param>
    public bool Take(string what, string why, (bool Answer, string Words) usual)
    {
        var answer = Branches++ == flipped ? !usual.Answer : usual.Answer;
        made.Add(new Decision(new RouteUndecided(what, why) { Assumed = usual.Words }, true));
        return answer;
    }

    /// <summary>Notes something that does not change the way.</summary>
    public void Note(string what, string why)
    {
        if (!made.Exists(m => m.Undecided.What == what && m.Undecided.Why == why))
        {
            made.Add(new Decision(new RouteUndecided(what, why), false));
        }
    }
}

/// <summary>Something undecided, and whether the way forks there.</summary>
internal sealed record Decision(RouteUndecided Undecided, bool IsBranch);
