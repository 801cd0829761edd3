using System.Collections.Immutable;
using Gatemedic.Causes;
using Gatemedic.Collecting;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Reporting;

/// <summary>What <c>gatemedic logs</c> tells: the picture of the logs, and what the configuration and the causes add to it.</summary>
internal sealed record LogReport
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long that took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The time that was asked for.</summary>
    public required LogWindow Window { get; init; }

    /// <summary>What the logs tell.</summary>
    public required LogPicture Picture { get; init; }

    /// <summary>Causes that the pattern points to, likeliest first.</summary>
    public ImmutableArray<PointedCause> Causes { get; init; } = [];

    /// <summary>Locations of the configuration behind the failing routes, most failures first; empty without a configuration.</summary>
    public ImmutableArray<FailingLocation> Locations { get; init; } = [];

    /// <summary>What would make the logs tell more.</summary>
    public ImmutableArray<LogAdvice> Advice { get; init; } = [];

    /// <summary>Logs that could not be read.</summary>
    public ImmutableArray<Blindness> Blind { get; init; } = [];

    /// <summary>The report on a picture of logs.</summary>
    /// <param name="set">What was read.</param>
    /// <param name="picture">What it tells.</param>
    /// <param name="now">When it is made.</param>
    /// <param name="duration">How long it took.</param>
    public static LogReport Of(LogSet set, LogPicture picture, DateTimeOffset now, TimeSpan duration) => new()
    {
        Now = now,
        Duration = duration,
        Window = set.Window,
        Picture = picture,
        Causes = CausePointing.Rank(picture),
        Locations = FailingLocations.Of(picture.Routes, set.Configurations),
        Advice = set.Advice.Value,
        Blind = set.Blind,
    };
}

/// <summary>A location with the failures of the routes that lead there.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Location">As written: <c>~* \.php$</c>; null when a server without locations answers.</param>
/// <param name="Upstream">Where it passes requests to, as written; null when nowhere.</param>
/// <param name="File">Of the location's directive.</param>
/// <param name="Line">1-based.</param>
/// <param name="Failures">Failures of its routes.</param>
internal sealed record FailingLocation(string Server, string? Location, string? Upstream, string File, int Line, long Failures);

/// <summary>A change that would make the logs tell more.</summary>
/// <param name="What">What is lacking: "the log format \"main\" lacks $upstream_addr".</param>
/// <param name="Why">What it would tell.</param>
/// <param name="Edits">The change as diffs, where the configuration is known.</param>
internal sealed record LogAdvice(string What, string Why, ImmutableArray<LogAdviceEdit> Edits);

/// <summary>A change of one file as a unified diff.</summary>
internal sealed record LogAdviceEdit(string File, string Diff);
