using System.Globalization;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;

namespace Gatemedic.Monitoring;

/// <summary>Tells a diagnosis as a Nagios plugin does: <c>GATEMEDIC STATE - text | perfdata</c>, on one line.</summary>
internal static class NagiosRenderer
{
    // NRPE passes on 1024 bytes; the perfdata must still fit.
    private const int LongestText = 500;

    /// <summary>The line, without its end.</summary>
    /// <param name="timed">The diagnosis.</param>
    /// <param name="thresholds">What the user set.</param>
    /// <param name="state">What it comes to: the exit code.</param>
    /// <param name="bound">The bound on the run.</param>
    public static string Render(TimedDiagnosis timed, NagiosThresholds thresholds, TimeSpan bound, out NagiosState state)
    {
        var diagnosis = Counting(timed.Diagnosis);
        var share = FailedShare.Of(diagnosis.Scene);
        state = thresholds.Of(diagnosis.Health, share, timed.OutOfTime);
        var text = timed.OutOfTime && state == NagiosState.Unknown ? $"not finished within {bound.TotalSeconds} s" : Text(diagnosis);
        return Line(state, text + Counted(share)) + " | " + string.Join(' ', Measures(timed with { Diagnosis = diagnosis }, share, thresholds, bound));
    }

    /// <summary>Without the findings that are waived, which are told all the same when nothing else is.</summary>
    private static Diagnosis.Diagnosis Counting(Diagnosis.Diagnosis diagnosis) =>
        diagnosis.Findings.All(f => f.Waived is not null) ? diagnosis : diagnosis with { Findings = [.. diagnosis.Findings.Where(f => f.Waived is null)] };

    /// <summary>Prints the line of a run that came to nothing; gives the exit code.</summary>
    public static int Refuse(string why)
    {
        Console.Out.WriteLine(Line(NagiosState.Unknown, why));
        return (int)NagiosState.Unknown;
    }

    private static string Line(NagiosState state, string text) => $"GATEMEDIC {state.ToString().ToUpperInvariant()} - {OneLine(text)}";

    /// <summary>"|" would begin the perfdata, and a monitoring page may show what it gets as markup.</summary>
    private static string OneLine(string text)
    {
        var safe = SafeText.Clean(text).Replace('|', '/').Replace('<', '(').Replace('>', ')');
        return safe.Length <= LongestText ? safe : safe[..(LongestText - 3)] + "...";
    }

    private static string Text(Diagnosis.Diagnosis diagnosis) => diagnosis.Findings switch
    {
        [] or [{ Waived: not null }, ..] => DiagnosisTextRenderer.Summary(diagnosis),
        [var first, .. var more] => $"{first.Cause}: {first.Title} ({first.Confidence * 100:0} % sure)"
            + (more.Length + diagnosis.Unexplained.Length is > 0 and var others ? $", and {others} more" : ""),
    };

    private static string Counted(FailedShare? share) => share is { Failed: > 0 }
        ? string.Create(CultureInfo.InvariantCulture, $"; {(share.IsWhole ? "" : "at least ")}{share.Failed} of {share.Requests} requests failed")
        : "";

    /// <summary>label=value[unit];warn;crit;min;max, the last of which may be left out.</summary>
    private static IEnumerable<string> Measures(TimedDiagnosis timed, FailedShare? share, NagiosThresholds thresholds, TimeSpan bound)
    {
        var (diagnosis, targets) = (timed.Diagnosis, timed.Diagnosis.Scene.Targets());
        if (share is not null)
        {
            yield return Invariant($"failed={share.Failed};{Bound(thresholds.Warning, false)};{Bound(thresholds.Critical, false)};0;{share.Requests}");
            yield return Invariant($"failed_percent={share.Percent:0.##}%;{Bound(thresholds.Warning, true)};{Bound(thresholds.Critical, true)};0;100");
        }

        yield return Invariant($"findings={diagnosis.Findings.Count(f => f.Waived is null)};;;0");
        yield return Invariant($"confidence={diagnosis.Findings.Select(f => f.Confidence * 100).DefaultIfEmpty(0).Max():0}%;;;0;100");
        yield return Invariant($"peers_failing={targets.Count(t => !t.Probes.IsEmpty && !t.IsWell)};;;0;{targets.Length}");
        yield return Invariant($"time={timed.Duration.TotalSeconds:0.000}s;;;0;{bound.TotalSeconds}");
    }

    private static string Bound(Threshold? threshold, bool isPercent) =>
        threshold is not null && threshold.IsPercent == isPercent ? Invariant($"{threshold.Value}") : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
