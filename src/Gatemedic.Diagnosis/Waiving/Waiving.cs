using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>Lays waivers over a diagnosis: nothing is hidden, but what is waived no longer counts.</summary>
public static class Waiving
{
    /// <summary>The same diagnosis with each finding's waiver, and a verdict that counts the others.</summary>
    public static Diagnosis Waive(this Diagnosis diagnosis, ImmutableArray<Waiver> waivers)
    {
        ImmutableArray<Finding> findings = [.. diagnosis.Findings.Select(f => Apply(f, waivers, diagnosis.Scene.Clock))];
        return findings.Any(f => f.Waived is not null)
            ? diagnosis with { Findings = findings, Health = HealthOf([.. findings.Where(f => f.Waived is null)], diagnosis.Unexplained) }
            : diagnosis with { Findings = findings };
    }

    private static Finding Apply(Finding finding, ImmutableArray<Waiver> waivers, SceneClock clock)
    {
        var covering = waivers.Where(w => w.Covers(finding)).ToLookup(w => w.IsExpired(clock));
        return covering[false].MaxBy(w => w.Until) is { } holding
            ? finding with { Waived = holding }
            : finding with { WaiverExpired = covering[true].MaxBy(w => w.Until) };
    }

    /// <summary>Log lines that nobody explains are taken for those of the waived finding: its failures are still there.</summary>
    private static Health HealthOf(ImmutableArray<Finding> counting, ImmutableArray<Target> unexplained) =>
        counting.Any(f => f.Severity == Severity.Critical) || unexplained.Any(t => !t.HasLiveSibling) ? Health.Failing
        : counting.Any(f => f.Severity == Severity.Warning) || !unexplained.IsEmpty ? Health.Degraded
        : Health.Healthy;
}
