using System.Collections.Immutable;
using Gatemedic.Commands;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;
using Gatemedic.Repair;

namespace Gatemedic.Repairing;

/// <summary>Has plans proved before they are shown, and holds back what is shown not to help.</summary>
/// <param name="request">What the user asked.</param>
/// <param name="scene">What was seen.</param>
internal sealed class PriorProving(FixRequest request, Scene scene)
{
    /// <summary>The plans with what was shown of each.</summary>
    public async Task<ImmutableArray<RepairPlan>> ProveAsync(ImmutableArray<RepairPlan> plans, CancellationToken cancellation)
    {
        using (ProgressRenderer.Start("trying the edits in a private nginx"))
        {
            var proof = new ShadowProof(scene, new LiveHost(request.Diagnose, scene), StateFolder.Shadows, TimeProvider.System);
            return [.. await Task.WhenAll(plans.Select(async plan => Judged(plan, await proof.ProveAsync(plan, cancellation).ConfigureAwait(false)))).ConfigureAwait(false)];
        }
    }

    /// <summary>A remedy that the user names is carried out all the same: it is proved afterwards, and taken back where it does not help.</summary>
    private RepairPlan Judged(RepairPlan plan, PriorProof? prior)
    {
        var obstacle = prior switch
        {
            _ when request.Remedy is not null => null,
            { State: PriorState.Refuted } => $"it would not help; to have it done all the same: --remedy {plan.Remedy!.Id}",
            { State: PriorState.Unproved } when request.Yes && plan.Remedy!.Risk > Risk.Low =>
                $"it is unproved, and its risk is {plan.Remedy.Risk.ToString().ToLowerInvariant()}: decide without --yes, or name it: --remedy {plan.Remedy.Id}",
            _ => null,
        };
        return plan with { Prior = prior, Obstacles = obstacle is null ? plan.Obstacles : plan.Obstacles.Add(obstacle) };
    }
}
