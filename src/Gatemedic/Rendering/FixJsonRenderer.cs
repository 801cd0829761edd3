using System.Collections.Immutable;
using System.Text.Json;
using Gatemedic.Repair;

namespace Gatemedic.Rendering;

/// <summary>A run of fix as one object, written at its end.</summary>
internal sealed class FixJsonRenderer(TextWriter output) : IFixRenderer
{
    private readonly List<RepairDocument> _recovered = [];
    private readonly List<PlanDocument> _plans = [];
    private readonly List<RepairDocument> _repairs = [];
    private readonly List<RepairDocument> _history = [];
    private string? _cutShort;

    /// <inheritdoc/>
    public void Recovered(RepairOutcome outcome) => _recovered.Add(Document(outcome, null, null));

    /// <inheritdoc/>
    public void Plans(ImmutableArray<RepairPlan> plans) => _plans.AddRange(plans.Select(Document));

    /// <inheritdoc/>
    public void Outcome(RepairPlan plan, RepairOutcome outcome) => _repairs.Add(Document(outcome, plan.Finding.Cause, plan.Remedy?.Id));

    /// <inheritdoc/>
    public void Remaining(RepairPlan plan)
    {
        // The plan's finding is told, and diagnose has its other remedies.
    }

    /// <inheritdoc/>
    public void Undone(RepairJournal journal, RepairOutcome outcome) => _repairs.Add(Document(outcome, journal.Record.Cause, journal.Record.RemedyId));

    /// <inheritdoc/>
    public void History(ImmutableArray<RepairJournal> journals) =>
        _history.AddRange(journals.Select(j => new RepairDocument(j.Record.Id, j.Record.Cause, j.Record.RemedyId, Word(j.State), j.Summary, [])));

    /// <inheritdoc/>
    public void CutShort(string why) => _cutShort = why;

    /// <inheritdoc/>
    public void End() => output.WriteLine(JsonSerializer.Serialize(new FixDocument("gatemedic/repair/1", _recovered, _plans, _repairs, _history, _cutShort), FixJson.Default.FixDocument));

    private static PlanDocument Document(RepairPlan plan) => new(
        plan.Finding.Cause,
        plan.Finding.Confidence,
        plan.Finding.Title,
        plan.Remedy?.Id,
        plan.Remedy?.Title,
        plan.Remedy?.Risk.ToString().ToLowerInvariant(),
        plan.CanApply,
        plan.Obstacles,
        plan.Notes,
        [.. plan.Files.Select(f => new EditDocument(f.Path, f.Diff))],
        [.. plan.Commands.Select(c => c.ToString())],
        plan.Prior is { } prior ? new PriorDocument(prior.State.ToString().ToLowerInvariant(), prior.Text) : null,
        [.. plan.Failing.Select(r => r.Url)],
        plan.Remedy?.Undo);

    private static RepairDocument Document(RepairOutcome outcome, string? cause, string? remedy) =>
        new(outcome.Id, cause, remedy, outcome.State is { } state ? Word(state) : "not-begun", outcome.Text, outcome.Kept);

    private static string Word(RepairState state) => state switch
    {
        RepairState.Proved => "proved",
        RepairState.Unproved => "unproved",
        RepairState.RolledBack => "rolled-back",
        RepairState.PartlyRolledBack => "partly-rolled-back",
        _ => "unfinished",
    };
}
