using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A root cause that was found.</summary>
public sealed record Finding
{
    /// <summary>Code of CAUSES.md.</summary>
    public required string Cause { get; init; }

    /// <summary>Finer variant, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>How bad.</summary>
    public required Severity Severity { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>A paragraph.</summary>
    public required string Explanation { get; init; }

    /// <summary>The peers that fail of it, the surest first; empty when the cause is nginx itself.</summary>
    public required ImmutableArray<Target> Targets { get; init; }

    /// <summary>The first of <see cref="Targets"/>, or null.</summary>
    public Target? Target => Targets.FirstOrDefault();

    /// <summary>Every route that leads to one of them.</summary>
    public IEnumerable<Gatemedic.Nginx.Pass> Routes => Targets.SelectMany(t => t.Passes).DistinctBy(p => p.Directive);

    /// <summary>The instance.</summary>
    public required NginxInstance Instance { get; init; }

    /// <summary>For and against, strongest first.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }

    /// <summary>Near alternatives, and why not.</summary>
    public required ImmutableArray<RuledOut> RuledOut { get; init; }

    /// <summary>Repairs, best first.</summary>
    public required ImmutableArray<Remedy> Remedies { get; init; }

    /// <summary>The waiver by which it does not count; null when it counts.</summary>
    public Waiver? Waived { get; init; }

    /// <summary>A waiver that speaks of it and no longer holds.</summary>
    public Waiver? WaiverExpired { get; init; }
}

/// <summary>An alternative that was considered and set aside.</summary>
public sealed record RuledOut(string Cause, string Because);

/// <summary>The one-word answer.</summary>
public enum Health
{
    /// <summary>Nothing could be looked at.</summary>
    Unknown,

    /// <summary>No trouble found.</summary>
    Healthy,

    /// <summary>Some requests or peers fail.</summary>
    Degraded,

    /// <summary>A route answers with gateway errors now.</summary>
    Failing,
}

/// <summary>What a Scene came to.</summary>
/// <param name="Health">The one-word answer.</param>
/// <param name="Findings">Root causes, most certain first within severity.</param>
/// <param name="Unexplained">Targets that fail without a cause that is likelier than not.</param>
/// <param name="Blind">What could not be looked at.</param>
/// <param name="Scene">The Scene with all answers in it.</param>
public sealed record Diagnosis(
    Health Health,
    ImmutableArray<Finding> Findings,
    ImmutableArray<Target> Unexplained,
    ImmutableArray<Blindness> Blind,
    Scene Scene);
