using System.Collections.Immutable;
using System.Net.Sockets;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair;

/// <summary>
/// Proves an edit of nginx's configuration before it is made: two private nginx, one by the configuration as it is and one by the edited, are
/// asked the same requests. So what only a fresh start cures is not taken for the edit's work.
/// </summary>
/// <param name="scene">What was seen.</param>
/// <param name="host">The machine.</param>
/// <param name="place">Where the directories of private nginx are.</param>
/// <param name="time">Clock.</param>
public sealed class ShadowProof(Scene scene, IRepairHost host, string place, TimeProvider time)
{
    /// <summary>What is shown of a plan; null where it edits nothing of nginx's. Nothing stays of it.</summary>
    public async Task<PriorProof?> ProveAsync(RepairPlan plan, CancellationToken cancellation)
    {
        if (plan.Remedy is not { Edits.IsEmpty: false } remedy)
        {
            return null;
        }

        if (!remedy.Steps.IsEmpty || !remedy.HostFiles.IsEmpty)
        {
            return Unproved("the repair changes more than nginx's configuration, which is not tried beforehand");
        }

        var twin = await host.TwinOfAsync(plan.Finding.Instance, cancellation).ConfigureAwait(false);
        if (twin.Blind is { } blind)
        {
            return Unproved(blind.Why + (blind.Remedy.Length > 0 ? $"; {blind.Remedy}" : ""));
        }

        await SweepAsync(cancellation).ConfigureAwait(false);
        var origin = new ShadowOrigin(plan.Finding.Instance, scene.MasterOf(plan.Finding.Instance), twin.Seen!, place);
        var edited = plan.Files.ToDictionary(f => f.Path, f => (ReadOnlyMemory<byte>)f.After);
        var shown = await Task.WhenAll(
            TryAsync(origin, ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty, plan, cancellation),
            TryAsync(origin, edited, plan, cancellation)).ConfigureAwait(false);
        return Judge(plan, shown[0], shown[1]);
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            await ShadowDirectory.SweepAsync(place, left => ShadowNginx.EndLeftAsync(left, host, cancellation)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed is in nobody's way.
        }
    }

    private async Task<Trial> TryAsync(ShadowOrigin origin, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> edited, RepairPlan plan, CancellationToken cancellation)
    {
        try
        {
            var asked = plan.Failing.AddRange(plan.Control);
            await using var shadow = await ShadowNginx.StartAsync(origin, edited, asked.Select(r => r.Question.Address), host, time, cancellation).ConfigureAwait(false);
            var answers = await shadow.AskAsync(asked, cancellation).ConfigureAwait(false);
            return new Trial(null, answers[..plan.Failing.Length], answers[plan.Failing.Length..]);
        }
        catch (Exception e) when (e is RepairException or IOException or UnauthorizedAccessException or SocketException)
        {
            return new Trial(e.Message, [], []);
        }
    }

    private static PriorProof Judge(RepairPlan plan, Trial before, Trial after)
    {
        if (after.Refusal is { } refusal)
        {
            return before.Refusal is null
                ? new PriorProof(PriorState.Refuted, $"a private nginx refuses the configuration with this edit: {refusal}")
                : Unproved($"no private nginx starts: {refusal}");
        }

        if (after.Failing.Index().FirstOrDefault(a => !a.Item.Serves) is { Item: { } failing, Index: var which })
        {
            var url = plan.Failing[which].Url;
            return failing.Status is { } status
                ? new PriorProof(PriorState.Refuted, $"a private nginx with this edit still answers GET {url} with {status}")
                : Unproved($"a private nginx with this edit did not answer GET {url} in time: {failing.Text}");
        }

        if (before.Refusal is not null)
        {
            return new PriorProof(PriorState.Proved, plan.Failing is [var first, ..]
                ? $"a private nginx with this edit answers GET {first.Url} with {after.Failing[0].Status}; without it the configuration does not load: {before.Refusal}"
                : $"a private nginx loads the configuration with this edit; without it: {before.Refusal}");
        }

        if (before.Control.Zip(after.Control).Index().FirstOrDefault(c => c.Item.First.Serves && c.Item.Second is { Serves: false, Status: not null }) is { Item.Second: { } harmed, Index: var other })
        {
            return new PriorProof(PriorState.Refuted, $"a private nginx with this edit answers GET {plan.Control[other].Url} with {harmed.Status}, and without it with {before.Control[other].Status}");
        }

        return before.Failing.Index().FirstOrDefault(a => !a.Item.Serves) switch
        {
            _ when plan.Failing.IsEmpty => Unproved("no request is known that shows it; a private nginx loads the edit"),
            { Item: { } cured, Index: var index } => new PriorProof(
                PriorState.Proved,
                $"a private nginx with this edit answers GET {plan.Failing[index].Url} with {after.Failing[index].Status}, and without it {(cured.Status is { } status ? $"with {status}" : "not at all")}"),
            _ => Unproved($"a private nginx answers GET {plan.Failing[0].Url} with {before.Failing[0].Status} without the edit too"),
        };
    }

    private static PriorProof Unproved(string why) => new(PriorState.Unproved, why);

    /// <summary>What one private nginx did.</summary>
    /// <param name="Refusal">Why it does not run; null when it does.</param>
    /// <param name="Failing">Its answers to the failing requests.</param>
    /// <param name="Control">Its answers to the others.</param>
    private sealed record Trial(string? Refusal, ImmutableArray<ReplayAnswer> Failing, ImmutableArray<ReplayAnswer> Control);
}
