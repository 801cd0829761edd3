using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>
/// How often the same thing may be started in an hour: what dies again and again is not helped by being started, and a loop of starts hides
/// the cause. Kept by the journals, so it holds across runs.
/// </summary>
internal static class RestartBudget
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // The second start has to wait a moment, the third longer; a fourth is a person's decision.
    private static readonly ImmutableArray<TimeSpan> Waits = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>Why a repair must not start its subjects now; null when it may.</summary>
    public static string? Obstacle(RepairPlan plan, ImmutableArray<RepairJournal> history, DateTimeOffset now)
    {
        foreach (var subject in (plan.Remedy?.Steps ?? []).Where(IsStart).Select(s => s.Subject).Distinct())
        {
            // A clock that was set back puts starts into the future: a little ahead they count as made now, further ahead nothing is known of them.
            var earlier = history
                .Where(j => (now - j.Record.At).Duration() < Hour && j.Record.Operations.Any(o => o is StepOperation { Step: var s } && IsStart(s) && s.Subject == subject))
                .Select(j => j.Record.At < now ? j.Record.At : now)
                .Order()
                .ToList();
            if (earlier.Count >= Waits.Length)
            {
                return $"{subject} was started {earlier.Count} times within an hour by gatemedic and does not stay up; find out why it dies (gatemedic explain {plan.Finding.Cause})";
            }

            if (earlier.Count > 0 && earlier[^1] + Waits[earlier.Count] is var free && now < free)
            {
                return $"{subject} was started by gatemedic {(now - earlier[^1]).TotalSeconds:0} s ago; the next start may follow in {Math.Ceiling((free - now).TotalSeconds):0} s";
            }
        }

        return null;
    }

    private static bool IsStart(Step step) => step.Kind is StepKind.Start or StepKind.Restart;
}
