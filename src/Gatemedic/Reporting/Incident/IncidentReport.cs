using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>A diagnosis as the note of an incident, free of any format: what is said, in the order in which one reads it.</summary>
internal sealed record IncidentReport
{
    /// <summary>The one-word answer.</summary>
    public required Health Health { get; init; }

    /// <summary>The verdict in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>How its times are told.</summary>
    public required LogClock Clock { get; init; }

    /// <summary>When, where and by what it was made.</summary>
    public required ImmutableArray<(string Name, string Text)> Facts { get; init; }

    /// <summary>The sections; each says something, if only that there is nothing.</summary>
    public required ImmutableArray<ReportSection> Sections { get; init; }

    /// <summary>The report of a diagnosis. What it may not tell has to be gone from its Scene.</summary>
    public static IncidentReport Of(Diagnosis.Diagnosis diagnosis)
    {
        var scene = diagnosis.Scene;
        var clock = ClockOf(scene);
        return new IncidentReport
        {
            Health = diagnosis.Health,
            Clock = clock,
            Headline = DiagnosisTextRenderer.Summary(diagnosis),
            Facts =
            [
                ("Seen", clock.Full(scene.Clock.Now)),
                ("Logs", scene.Clock.Since is { } since ? $"since {clock.Time(since)}" : "all that they hold"),
                .. scene.Focus.Url is { } url ? [("Only", url)] : ImmutableArray<(string, string)>.Empty,
                .. scene.Focus.Upstream is { } upstream ? [("Only", $"upstream {upstream}")] : ImmutableArray<(string, string)>.Empty,
                .. scene.Focus.Offline ? [("Offline", "only files were read, nothing was asked")] : ImmutableArray<(string, string)>.Empty,
            ],
            Sections =
            [
                VerdictPart.Of(diagnosis),
                NginxPart.Of(scene, clock),
                PeersPart.Upstreams(scene),
                PeersPart.Ports(scene),
                ErrorsPart.Of(scene, clock),
                PeersPart.Probes(scene),
                ConfigurationPart.Of(diagnosis),
                TimelinePart.Of(scene, clock),
                UnseenPart.RuledOut(diagnosis),
                UnseenPart.Unseen(diagnosis),
            ],
        };
    }

    /// <summary>Times are told as the host's own clock told them.</summary>
    private static LogClock ClockOf(Scene scene)
    {
        var offset = scene.Clock.Now.Offset;
        return new LogClock(TimeZoneInfo.CreateCustomTimeZone("host time", offset, null, null), scene.Clock.Now);
    }
}
