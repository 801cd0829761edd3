using System.Collections.Immutable;
using Gatemedic.Lint;
using Gatemedic.Rendering;

namespace Gatemedic.Linting;

/// <summary>Everything that a run of lint found.</summary>
/// <param name="Inputs">Each configuration with its findings.</param>
/// <param name="Checks">The checks that were run.</param>
internal sealed record LintReport(ImmutableArray<LintedInput> Inputs, ImmutableArray<ICheck> Checks)
{
    /// <summary>Findings that no comment ignores, each once: two configurations may share a file.</summary>
    public IEnumerable<LintFinding> Counting => All.Where(f => f.Ignored is null);

    /// <summary>Findings that a comment ignores.</summary>
    public IEnumerable<LintFinding> Ignored => All.Where(f => f.Ignored is not null);

    /// <summary>Checks that compare with a running nginx and had none.</summary>
    public ImmutableArray<string> NotAsked =>
        Inputs.Any(i => i.Input.Subject.Host is not null) ? [] : [.. Checks.Where(c => c.Profile.NeedsHost).Select(c => c.Profile.Code)];

    /// <summary>1-based column of a complaint, null when only its line is known.</summary>
    public int? Column(Complaint complaint) => complaint.Span is { } span
        ? Inputs.Select(i => SourceLine.At(i.Input.Files, complaint.File, span.Start)).FirstOrDefault(l => l is not null)?.Column
        : null;

    private IEnumerable<LintFinding> All =>
        Inputs.SelectMany(i => i.Findings).DistinctBy(f => (f.Check.Code, f.Complaint.File, f.Complaint.Line, f.Complaint.Message));
}

/// <summary>A configuration and what was found in it.</summary>
internal sealed record LintedInput(LintInput Input, ImmutableArray<LintFinding> Findings);
