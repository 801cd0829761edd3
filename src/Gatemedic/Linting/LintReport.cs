using System.Collections.Immutable;
using Gatemedic.Lint;
using Gatemedic.Rendering;

namespace Gatemedic.Linting;

/// <summary>Everything that a run of lint found.</summary>
/// <param name="Inputs">Each configuration with its findings.</param>
/// <param name="Checks">The checks that were run.</param>
internal sealed record LintReport(ImmutableArray<LintedInput> Inputs, ImmutableArray<ICheck> Checks)
{
    /// <summary>The route that was asked about; null for all.</summary>
    public string? Url { get; init; }

    /// <summary>The upstream that was asked about; null for all.</summary>
    public string? Upstream { get; init; }

    /// <summary>Findings that no comment ignores, each once: two configurations may share a file.</summary>
    public IEnumerable<LintFinding> Counting => All.Where(f => f.Ignored is null);

    /// <summary>Findings that a comment ignores.</summary>
    public IEnumerable<LintFinding> Ignored => All.Where(f => f.Ignored is not null);

    /// <summary>Findings that no comment ignores by the file that they stand in, each with its configuration.</summary>
    public IEnumerable<IGrouping<string, (LintInput Input, LintFinding Finding)>> ByFile => Inputs
        .SelectMany(i => i.Findings.Select(f => (i.Input, Finding: f)))
        .Where(x => x.Finding.Ignored is null)
        .DistinctBy(x => (x.Finding.Check.Code, x.Finding.Complaint.File, x.Finding.Complaint.Line, x.Finding.Complaint.Message))
        .GroupBy(x => x.Finding.Complaint.File);

    /// <summary>"1 error, 2 warnings in 1 file".</summary>
    public string Summary
    {
        get
        {
            var counting = Counting.ToList();
            var parts = counting.GroupBy(f => f.Check.Severity).OrderByDescending(g => g.Key)
                .Select(g => Figures.Count(g.Count(), g.Key.ToString().ToLowerInvariant(), g.Key.ToString().ToLowerInvariant() + "s"));
            return counting.Count == 0 ? "nothing found" : $"{string.Join(", ", parts)} in {Figures.Count(counting.Select(f => f.Complaint.File).Distinct().Count(), "file", "files")}";
        }
    }

    /// <summary>What was left out of sight on the user's word: "the route of http://shop.example/"; empty for a whole report.</summary>
    public IEnumerable<string> Only => new[] { Url is null ? null : $"the route of {Url}", Upstream is null ? null : $"upstream {Upstream}" }.OfType<string>();

    /// <summary>The releases that it was judged for, each with where that comes from.</summary>
    public IEnumerable<string> JudgedFor => Inputs.Select(i => $"nginx {i.Input.Subject.Version} ({i.Input.VersionFrom})").Distinct();

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
