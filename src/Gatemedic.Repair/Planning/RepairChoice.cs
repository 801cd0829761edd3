using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>Which remedy of a finding is carried out.</summary>
/// <param name="Wanted">The id that the user names; null = the first that needs no judgement.</param>
/// <param name="Fast">Only what starts what is down or has nginx load what is there: nothing is edited.</param>
public sealed record RepairChoice(string? Wanted = null, bool Fast = false)
{
    /// <summary>The remedy; null where none counts.</summary>
    public Remedy? Of(Finding finding) => finding.Remedies.FirstOrDefault(r => r.IsExecutable
        && (Wanted is null ? r.Automatic || Fast : r.Id == Wanted)
        && (!Fast || IsFast(r)));

    /// <summary>Why none counts, and what to do.</summary>
    public string WhyNone(Finding finding) => this switch
    {
        { Wanted: { } id } => $"it has no remedy {id} that can be carried out; it has {(finding.Remedies.Where(r => r.IsExecutable).Select(r => r.Id).ToList() is [_, ..] ids ? string.Join(", ", ids) : "none")}",
        { Fast: true } => "nothing here is down or waits to be loaded; without --fast it may be repaired",
        _ when finding.Remedies.FirstOrDefault(r => r.IsExecutable) is { } risky => $"its repair needs a person's judgement ({risky.Title}); to have it done: --remedy {risky.Id}",
        _ => "its repair is a person's work; gatemedic diagnose shows the ways",
    };

    private static bool IsFast(Remedy remedy) =>
        remedy.Edits.IsEmpty && remedy.HostFiles.IsEmpty && remedy.Steps.All(s => s.Kind is StepKind.Start or StepKind.Restart or StepKind.Reload);
}
