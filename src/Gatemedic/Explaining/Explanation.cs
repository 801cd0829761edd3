using System.Collections.Immutable;
using Gatemedic.Causes;
using Gatemedic.Logs;

namespace Gatemedic.Explaining;

/// <summary>What pasted log lines tell.</summary>
internal sealed record Explanation
{
    /// <summary>Lines read.</summary>
    public required long LinesRead { get; init; }

    /// <summary>Of them, those of no known kind.</summary>
    public required long Unrecognised { get; init; }

    /// <summary>Why less was read than there was, or null.</summary>
    public string? Cut { get; init; }

    /// <summary>The causes, likeliest first.</summary>
    public required ImmutableArray<PointedCause> Causes { get; init; }

    /// <summary>The lines understood, in the order of their times; of many alike the newest few.</summary>
    public required ImmutableArray<ExplainedLine> Lines { get; init; }

    /// <summary>Ways of the configuration that lead to the peers that fail.</summary>
    public ImmutableArray<FailingPass> Passes { get; init; } = [];

    /// <summary>Requests by status, where access lines are among them.</summary>
    public ImmutableArray<StatusPicture> Statuses { get; init; } = [];

    /// <summary>Explains what was read from one source.</summary>
    public static Explanation Of(LogPicture picture, ConfigHints? hints)
    {
        var source = picture.Sources[0];
        return new Explanation
        {
            LinesRead = source.Lines,
            Unrecognised = source.Unrecognised,
            Cut = source.Cut,
            Causes = CausePointing.Rank(picture),
            Lines = ExplainedLine.Of(picture),
            Passes = hints?.PassesTo(picture.Errors.Select(e => e.Group.Peer).Concat(picture.Peers.Where(p => p.Failures > 0).Select(p => p.Address)).OfType<string>().Distinct()) ?? [],
            Statuses = picture.Statuses,
        };
    }
}
