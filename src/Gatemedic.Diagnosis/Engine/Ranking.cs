using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>Turns the verdicts of all rooms into findings: who is likeliest, who excludes whom, who is only a symptom of whom.</summary>
internal static class Ranking
{
    private const double LikelierThanNot = 0.5;

    /// <summary>Findings, worst and most certain first.</summary>
    public static ImmutableArray<Finding> Rank(ImmutableArray<(CauseProfile Profile, Verdict Verdict)> verdicts)
    {
        var accepted = new List<(CauseProfile Profile, Verdict Verdict)>();
        foreach (var candidate in verdicts.Where(v => Weigh.Confidence(v.Verdict.LogOdds) >= LikelierThanNot).OrderByDescending(v => v.Verdict.LogOdds))
        {
            if (!accepted.Any(a => Excludes(a, candidate)))
            {
                accepted.Add(candidate);
            }
        }

        return [.. accepted
            .Where(f => !accepted.Any(other => Explains(other, f)))
            .GroupBy(f => (f.Profile.Code, f.Verdict.Detail, f.Verdict.Instance.Id, Place(f.Verdict.Target)))
            .Select(same => ToFinding([.. same], verdicts))
            .OrderByDescending(f => f.Severity)
            .ThenByDescending(f => f.Confidence)];
    }

    /// <summary>One fault with many symptoms is one finding: the peers of a block that share a cause, an address that several routes use.</summary>
    private static string? Place(Target? target) => target?.Upstream?.Name ?? target?.Address.ToString();

    /// <summary>On one subject, look-alikes cannot both hold; causes that are no rivals can.</summary>
    private static bool Excludes((CauseProfile Profile, Verdict Verdict) holder, (CauseProfile Profile, Verdict Verdict) other) =>
        holder.Verdict.Subject == other.Verdict.Subject && holder.Profile.Rivals.Contains(other.Profile.Code);

    /// <summary>A cause explains its symptoms on the same peer, and between an instance and its peers.</summary>
    private static bool Explains((CauseProfile Profile, Verdict Verdict) cause, (CauseProfile Profile, Verdict Verdict) symptom)
    {
        var (by, of) = (cause.Verdict.Subject, symptom.Verdict.Subject);
        return cause.Profile.Explains.Contains(symptom.Profile.Code)
            && by.Instance == of.Instance
            && (by.Target == of.Target || by.Target is null || of.Target is null);
    }

    /// <summary>Look-alikes share the belief in proportion to their odds: two that are equally likely cannot both be nearly certain.</summary>
    private static double Sure((CauseProfile Profile, Verdict Verdict) found, ImmutableArray<(CauseProfile Profile, Verdict Verdict)> all)
    {
        var rivals = all.Where(v => v.Verdict.Subject == found.Verdict.Subject && found.Profile.Rivals.Contains(v.Profile.Code)).Sum(v => Math.Exp(v.Verdict.LogOdds));
        return Weigh.Confidence(found.Verdict.LogOdds - Math.Log(1 + rivals));
    }

    private static Finding ToFinding(ImmutableArray<(CauseProfile Profile, Verdict Verdict)> same, ImmutableArray<(CauseProfile Profile, Verdict Verdict)> all)
    {
        var (profile, verdict) = same[0];
        return new Finding
        {
            Cause = profile.Code,
            Detail = verdict.Detail,
            Confidence = Math.Round(Sure(same[0], all), 2),
            Severity = verdict.Severity ?? SeverityOf(profile, verdict),
            Title = same.Length == 1 || verdict.Target?.Upstream is null ? verdict.Title : $"{verdict.Title} (and {same.Length - 1} more of \"{verdict.Target.Upstream.Name}\")",
            Explanation = verdict.Explanation,
            Targets = [.. same.Select(f => f.Verdict.Target).OfType<Target>()],
            Instance = verdict.Instance,
            Evidence = [.. verdict.Evidence.Where(e => e.Weight != 0).OrderByDescending(e => e.For).ThenByDescending(e => Math.Abs(e.Weight))],
            RuledOut = [.. RuledOut(same[0], all)],
            Remedies = verdict.Remedies,
        };
    }

    /// <summary>A dead peer among live ones costs some requests, not the route; that of a mirror costs no client anything.</summary>
    private static Severity SeverityOf(CauseProfile profile, Verdict verdict) =>
        profile.Severity == Severity.Critical && verdict.Target is { } target && (target.HasLiveSibling || target.IsMirror()) ? Severity.Warning : profile.Severity;

    private static IEnumerable<RuledOut> RuledOut(
        (CauseProfile Profile, Verdict Verdict) found, ImmutableArray<(CauseProfile Profile, Verdict Verdict)> all) =>
        from code in found.Profile.Rivals
        let rival = all.FirstOrDefault(v => v.Profile.Code == code && v.Verdict.Subject == found.Verdict.Subject).Verdict
        let because = rival?.Evidence.Where(e => !e.For).MinBy(e => e.Weight)
        where because is not null
        select new RuledOut(code, because.Text);
}
