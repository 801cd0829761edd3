namespace Gatemedic.Diagnosis;

/// <summary>A person's word that a finding is known and need not be told as a problem, until a day.</summary>
/// <param name="Cause">The code that it silences.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day on which it holds.</param>
/// <param name="Source">Where it is written: <c>/etc/gatemedic/gatemedic.yaml:7</c>.</param>
public sealed record Waiver(string Cause, string Reason, DateOnly Until, string Source)
{
    /// <summary>Only findings about this upstream block or peer address.</summary>
    public string? Upstream { get; init; }

    /// <summary>Only findings whose routes all belong to a server of this name.</summary>
    public string? Server { get; init; }

    /// <summary>Only findings about what this file of the configuration declares, or about the nginx that it configures.</summary>
    public string? File { get; init; }

    /// <summary>Its time is over.</summary>
    public bool IsExpired(SceneClock clock) => DateOnly.FromDateTime(clock.Now.Date) > Until;

    /// <summary>It speaks of this finding: of all that the finding covers, for silence must not spread.</summary>
    public bool Covers(Finding finding) =>
        finding.Cause == Cause
        && (Upstream is null || (!finding.Targets.IsEmpty && finding.Targets.All(t => t.Upstream?.Name == Upstream || t.Address.ToString() == Upstream)))
        && (Server is null || (finding.Routes.Any() && finding.Routes.All(r => r.Server.Names.Contains(Server))))
        && (File is null || (finding.Targets.IsEmpty
            ? (finding.Instance.Configuration.Seen?.MainPath ?? finding.Instance.Id) == File
            : finding.Targets.All(t => t.Declared?.File == File || (t.Passes.Length > 0 && t.Passes.All(p => p.Directive.File == File)))));
}
