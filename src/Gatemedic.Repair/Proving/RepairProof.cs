using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>Whether a repair helped.</summary>
/// <param name="Helped">True: the failing requests are answered. False: they are not, or others are harmed. Null: it could not be seen.</param>
/// <param name="Text">What was seen.</param>
internal sealed record RepairVerdict(bool? Helped, string Text);

/// <summary>Proves a repair: the failing requests again and beside them requests to other routes, then a second look at the host.</summary>
/// <param name="plan">What was done.</param>
/// <param name="before">What the control requests brought before it was done.</param>
/// <param name="failing">What the failing requests brought then; one that was answered shows nothing by being answered again.</param>
/// <param name="host">The machine.</param>
/// <param name="time">Clock.</param>
internal sealed class RepairProof(RepairPlan plan, ImmutableArray<ReplayAnswer> before, ImmutableArray<ReplayAnswer> failing, IRepairHost host, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // What dies at its start is dead by then; what needs a minute to come up is looked at now and then, and left alone while it lives.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    // nginx writes whole seconds: what fails after a repair is known to be after it in the next one.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the failing requests are answered, at most the remedy's patience, and looks once more.</summary>
    public async Task<RepairVerdict> RunAsync(CancellationToken cancellation)
    {
        var (started, since, look) = (time.GetTimestamp(), time.GetLocalNow(), FirstLook);
        ImmutableArray<ReplayAnswer> answers = [];
        while (!plan.Failing.IsEmpty)
        {
            answers = await host.AskAsync(plan.Failing, cancellation).ConfigureAwait(false);
            if (answers.All(a => a.Serves))
            {
                break;
            }

            if (time.GetElapsedTime(started) > look)
            {
                if (await DiedAgainAsync(since, cancellation).ConfigureAwait(false) is { } died)
                {
                    return new RepairVerdict(false, $"what was started has ended again: {died}");
                }

                look = time.GetElapsedTime(started) + BetweenLooks;
            }

            if (time.GetElapsedTime(started) > plan.Remedy!.Patience)
            {
                var worst = answers.Select((a, i) => (Answer: a, plan.Failing[i].Url)).First(a => !a.Answer.Serves);
                return new RepairVerdict(false, $"{worst.Url} still fails after {plan.Remedy.Patience.TotalSeconds:0} s: {worst.Answer.Text}");
            }

            since = time.GetLocalNow();
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }

        var control = await host.AskAsync(plan.Control, cancellation).ConfigureAwait(false);
        if (control.Select((a, i) => (Answer: a, Index: i)).FirstOrDefault(a => before[a.Index].Serves && !a.Answer.Serves) is { Answer: { } harmed, Index: var index })
        {
            return new RepairVerdict(false, $"{plan.Control[index].Url} was answered before and fails now: {harmed.Text}");
        }

        return await LookAsync([.. plan.Failing.Where((_, i) => Fails(failing[i]) && !Fails(answers[i]))], since, cancellation).ConfigureAwait(false);
    }

    /// <summary>Why it is of no use to wait longer: whoever keeps what the remedy started says that it has ended. Null where nothing says so.</summary>
    private async Task<string?> DiedAgainAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var started = plan.Remedy!.Steps.Where(s => s.Kind is StepKind.Start or StepKind.Restart).Select(s => s.Subject).ToList();
        if (started.Count == 0)
        {
            return null;
        }

        var now = await host.LookAsync(since, cancellation).ConfigureAwait(false);
        return now.Findings.FirstOrDefault(f => IsAbout(f) && (f.Cause is "crash-loop" or "oom-killed" || f.Detail is "crashed" or "stopped")
            && f.Evidence.Any(e => e is { For: true, Kind: EvidenceKind.Service or EvidenceKind.Container } && started.Exists(name => e.Text.Contains(name, StringComparison.Ordinal))))?.Title;
    }

    /// <summary>Where nginx itself is what fails, its own 500 is the failure.</summary>
    private bool Fails(ReplayAnswer answer) => !answer.Serves || (plan.Finding.Targets.IsEmpty && answer.Status == 500);

    private async Task<RepairVerdict> LookAsync(ImmutableArray<Replay> shown, DateTimeOffset since, CancellationToken cancellation)
    {
        if (plan.Failing.IsEmpty)
        {
            await Task.Delay(Second, time, cancellation).ConfigureAwait(false);
        }

        var now = await host.LookAsync(since, cancellation).ConfigureAwait(false);
        if (now.Findings.FirstOrDefault(f => f.Severity != Severity.Info && f.Cause == plan.Finding.Cause && IsAbout(f)) is { } again)
        {
            return new RepairVerdict(false, $"the second look finds it again: {again.Title}");
        }

        return shown switch
        {
            [] when now.Health == Health.Unknown => new RepairVerdict(null, "no request is known that shows it, and the second look could not see"),
            [] when !ShowsWithoutRequests => new RepairVerdict(null, "no request is known that shows it at this moment; whether it comes back under the load of before, only time tells: gatemedic --since 15m"),
            [] => new RepairVerdict(true, "the second look does not find it any more"),
            [var one] => new RepairVerdict(true, $"{one.Url} is answered, and the second look does not find it any more"),
            [var one, .. var more] => new RepairVerdict(true, $"{one.Url} and {more.Length} more are answered, and the second look does not find it any more"),
        };
    }

    /// <summary>It was seen in what the host or its configuration is, not only in what requests left in a log and what would allow that: then its absence is seen too.</summary>
    private bool ShowsWithoutRequests => plan.Finding.Evidence.Any(e => e.For && e.Kind is not (EvidenceKind.Log or EvidenceKind.Limit));

    private bool IsAbout(Finding finding) =>
        finding.Targets.Select(t => t.Key).Intersect(plan.Finding.Targets.Select(t => t.Key)).Any() || (finding.Targets.IsEmpty && plan.Finding.Targets.IsEmpty);
}
