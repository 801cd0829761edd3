using System.Collections.Immutable;
using Gatemedic.Repair;
using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>Plans, outcomes and the history of repairs, for a person.</summary>
/// <param name="console">Where to.</param>
internal sealed class FixText(IAnsiConsole console)
{
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Command = new(Color.Aqua);

    /// <summary>What would be done about each finding.</summary>
    public void Plans(ImmutableArray<RepairPlan> plans)
    {
        if (plans.IsEmpty)
        {
            Line("Nothing to repair.", Bold);
            return;
        }

        foreach (var plan in plans)
        {
            Plan(plan);
            console.WriteLine();
        }
    }

    /// <summary>What became of one.</summary>
    public void Outcome(RepairPlan plan, RepairOutcome outcome)
    {
        var color = outcome.State switch
        {
            RepairState.Proved => Color.Green,
            RepairState.PartlyRolledBack => Color.Red,
            _ => Color.Yellow,
        };
        console.Write(new Paragraph().Append($"{plan.Finding.Cause}: {FixWords.Of(outcome)}", new Style(color, decoration: Decoration.Bold)));
        console.WriteLine();
        Text(outcome.Text);
        Kept(outcome);
        if (outcome.Helped)
        {
            Line($"  Undo: gatemedic fix --undo {outcome.Id}", Dim);
        }
    }

    /// <summary>What was taken back on the user's word.</summary>
    public void Undone(RepairJournal journal, RepairOutcome outcome)
    {
        Line($"{journal.Record.Id}: {FixWords.Undone(outcome)}", Bold);
        Kept(outcome);
    }

    /// <summary>What an earlier run had left unfinished.</summary>
    public void Recovered(RepairOutcome outcome)
    {
        Line($"{outcome.Id} {FixWords.Recovered(outcome)}", Bold);
        Kept(outcome);
    }

    /// <summary>All repairs, the newest first.</summary>
    public void History(ImmutableArray<RepairJournal> journals)
    {
        if (journals.IsEmpty)
        {
            Line("No repair was made on this host.", Bold);
        }

        foreach (var journal in journals.Reverse())
        {
            console.Write(new Paragraph().Append(SafeText.Clean(journal.Record.Id), Bold).Append($"   {FixWords.Of(journal.State)}", Dim));
            console.WriteLine();
            Text(journal.Record.Remedy);
            Text(journal.Summary);
        }
    }

    /// <summary>What is left to be done after a fast repair.</summary>
    public void Remaining(RepairPlan plan)
    {
        Line("What remains", Bold);
        Text($"The cause was {plan.Finding.Cause}: {plan.Finding.Title}");
        foreach (var remedy in plan.Finding.Remedies.Where(r => r != plan.Remedy))
        {
            Text($"* {remedy.Title}");
        }

        Text($"gatemedic explain {plan.Finding.Cause} tells how to keep it from coming back.");
    }

    private void Plan(RepairPlan plan)
    {
        var finding = plan.Finding;
        console.Write(new Paragraph().Append(finding.Cause, Bold).Append($"   {finding.Confidence * 100:0} % sure", Dim));
        console.WriteLine();
        Text(finding.Title);
        if (plan.Remedy is not { } remedy)
        {
            Obstacles(plan);
            return;
        }

        console.Write(new Paragraph().Append("Repair: ", Bold).Append(SafeText.Clean(remedy.Title)).Append($" [risk: {remedy.Risk.ToString().ToLowerInvariant()}]", Dim));
        console.WriteLine();
        foreach (var file in plan.Files)
        {
            foreach (var line in file.Diff.TrimEnd('\n').Split('\n'))
            {
                var color = line[..Math.Min(1, line.Length)] switch { "+" => Color.Green, "-" => Color.Red, _ => Color.Grey };
                console.Write(new Verbatim("    " + SafeText.Clean(line.TrimEnd('\r')), new Style(color)));
            }
        }

        foreach (var command in plan.Commands)
        {
            console.Write(new Verbatim(" $  " + SafeText.Clean(command.ToString()), Command));
        }

        if (plan.Prior is { } prior)
        {
            var color = prior.State switch { PriorState.Proved => Color.Green, PriorState.Refuted => Color.Red, _ => Color.Yellow };
            console.Write(new Padder(new Paragraph().Append(FixWords.Of(prior.State) + ": ", new Style(color)).Append(SafeText.Clean(prior.Text)), new Padding(2, 0, 0, 0)));
        }

        Line($"  Proof: {SafeText.Clean(FixWords.Proof(plan))}", Dim);
        Line($"  Undo:  {SafeText.Clean(remedy.Undo)}", Dim);
        foreach (var note in plan.Notes)
        {
            Line("  Note:  " + SafeText.Clean(note), Dim);
        }

        Obstacles(plan);
    }

    private void Obstacles(RepairPlan plan)
    {
        foreach (var obstacle in plan.Obstacles)
        {
            console.Write(new Padder(new Paragraph().Append("Not done: ", new Style(Color.Yellow, decoration: Decoration.Bold)).Append(SafeText.Clean(obstacle)), new Padding(2, 0, 0, 0)));
        }
    }

    private void Kept(RepairOutcome outcome)
    {
        foreach (var kept in outcome.Kept)
        {
            console.Write(new Padder(new Paragraph().Append("Left: ", new Style(Color.Red, decoration: Decoration.Bold)).Append(SafeText.Clean(kept)), new Padding(2, 0, 0, 0)));
        }
    }

    private void Text(string text) => console.Write(new Padder(new Text(SafeText.Clean(text)), new Padding(2, 0, 0, 0)));

    private void Line(string text, Style style)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }
}
