using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;

namespace Gatemedic.Reporting;

/// <summary>A diagnosis as a page: the whole note of an incident, or its verdict alone.</summary>
internal static class IncidentPage
{
    /// <summary>What <c>report</c> tells; each section says something, if only that there is nothing. What it may not tell has to be gone from the Scene.</summary>
    public static ReportPage Of(Diagnosis.Diagnosis diagnosis)
    {
        var (scene, clock) = (diagnosis.Scene, ClockOf(diagnosis.Scene));
        return Page(diagnosis) with
        {
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

    /// <summary>What <c>diagnose</c> tells: what its text does, and nothing beyond it.</summary>
    public static ReportPage Verdict(Diagnosis.Diagnosis diagnosis, TimeSpan duration)
    {
        var page = Page(diagnosis);
        return page with
        {
            MadeBy = "gatemedic diagnose",
            Title = "diagnosis",
            Facts =
            [
                .. page.Facts,
                ("Took", FormattableString.Invariant($"{duration.TotalSeconds:0.0} s")),
                .. DiagnosisTextRenderer.Next(diagnosis) is { } next ? [("Next", next)] : ImmutableArray<(string, string)>.Empty,
            ],
            Sections = [VerdictPart.Of(diagnosis), UnseenPart.RuledOut(diagnosis), UnseenPart.Unseen(diagnosis)],
        };
    }

    /// <summary>Times are told as the host's own clock told them.</summary>
    public static LogClock ClockOf(Scene scene)
    {
        var offset = scene.Clock.Now.Offset;
        return new LogClock(TimeZoneInfo.CreateCustomTimeZone("host time", offset, null, null), scene.Clock.Now);
    }

    /// <summary>What stands above the sections.</summary>
    private static ReportPage Page(Diagnosis.Diagnosis diagnosis)
    {
        var (scene, clock) = (diagnosis.Scene, ClockOf(diagnosis.Scene));
        return new ReportPage
        {
            MadeBy = "gatemedic report",
            Title = "incident report",
            State = diagnosis.Health.ToString().ToUpperInvariant(),
            Tone = diagnosis.Health switch
            {
                Health.Failing => ReportTone.Failing,
                Health.Degraded => ReportTone.Trouble,
                Health.Healthy => ReportTone.Well,
                _ => ReportTone.Unknown,
            },
            Headline = DiagnosisTextRenderer.Summary(diagnosis),
            Facts =
            [
                ("Seen", clock.Full(scene.Clock.Now)),
                ("Logs", scene.Clock.Since is { } since ? $"since {clock.Time(since)}" : "all that they hold"),
                .. scene.Focus.Url is { } url ? [("Only", url)] : ImmutableArray<(string, string)>.Empty,
                .. scene.Focus.Upstream is { } upstream ? [("Only", $"upstream {upstream}")] : ImmutableArray<(string, string)>.Empty,
                .. scene.Focus.Offline ? [("Offline", "only files were read, nothing was asked")] : ImmutableArray<(string, string)>.Empty,
            ],
            Sections = [],
        };
    }
}
