using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>nginx does not run, or does not listen where its configuration says.</summary>
public sealed class NginxDown : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("nginx-down", CauseGroup.NginxItself);

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene)
    {
        if (scene.Focus.Offline || !scene.Masters.IsSeen)
        {
            yield break;
        }

        foreach (var instance in scene.Instances.Where(i => i.Configuration.IsSeen))
        {
            if (scene.MasterOf(instance) is not { } master)
            {
                yield return ExitedContainer.Of(scene, instance) is { } container ? ExitedContainer.Judge(instance, container) : NotRunning(scene, instance);
            }
            else if (NotListening(scene, instance, master) is { } verdict)
            {
                yield return verdict;
            }
        }
    }

    private static Verdict NotRunning(Scene scene, NginxInstance instance)
    {
        var path = instance.Configuration.Seen!.MainPath;
        var verdict = new Verdict(instance).For(Weigh.Decisive, EvidenceKind.Process, $"no nginx master process runs with {path}", "ps -C nginx");
        foreach (var other in scene.Masters.Seen.OrEmpty().Take(1))
        {
            verdict.Against(Weigh.Moderate, EvidenceKind.Process, $"an nginx runs (pid {other.Pid}), with {other.ConfPath}", $"/proc/{other.Pid}");
        }

        var unit = instance.ServiceIn(scene);
        if (unit is not null)
        {
            var runs = unit is { ActiveState: "active", MainPid: > 0 };
            verdict.Weighs(runs ? -Weigh.Moderate : Weigh.Slight, EvidenceKind.Service, $"{unit.Name} is {unit.ActiveState} ({unit.SubState}{(unit.Result is "" or "success" ? "" : ", " + unit.Result)})", $"systemctl status {unit.Name}");
        }

        var addresses = ListenPlace.Of(scene, instance, "");
        var taken = AddTaken(verdict, scene, addresses, ImmutableHashSet<int>.Empty);
        AddRefusal(verdict, instance, Weigh.Slight);
        if (taken.IsEmpty && scene.Listeners.IsSeen && addresses.FirstOrDefault(a => a.Holders.IsEmpty) is { } free)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Socket, $"nothing listens on {free.Text}", "ss -ltnp");
        }

        verdict.Title = taken is [var first, ..] ? $"nginx is not running, and {first.By.Name} (pid {first.By.Pid}) holds {first.Address.Text}" : "nginx is not running";
        verdict.Explanation =
            $"No nginx runs with {path}, so nobody answers where it should listen{(addresses is [var one, ..] ? $", {one.Text} for one" : "")}. " +
            (unit is { ActiveState: "failed" } ? $"{unit.Name} has failed; its last start or its process ended with {unit.Result}. " : "") +
            (taken.IsEmpty ? "It was stopped, or it could not start." : "It cannot start as long as another process holds its port.");
        verdict.Remedies = NginxDownRemedy.Start(scene, instance, taken);
        return verdict;
    }

    private static Verdict? NotListening(Scene scene, NginxInstance instance, NginxMaster master)
    {
        var own = master.Workers.OrEmpty().Append(master.Pid).ToImmutableHashSet();
        // Where not one socket of this nginx was seen, nothing can be said of those that are missing.
        if (!scene.Listeners.Seen.OrEmpty().Any(l => l.NetNs == master.NetNs && l.Pids.OrEmpty().Any(own.Contains)))
        {
            return null;
        }

        var addresses = ListenPlace.Of(scene, instance, master.NetNs);
        var missing = addresses.Where(a => !a.IsHeldBy(own)).ToImmutableArray();
        if (missing.IsEmpty)
        {
            return null;
        }

        var verdict = new Verdict(instance);
        verdict.For(Weigh.Strong, EvidenceKind.Socket, $"nginx (pid {master.Pid}) does not listen on {missing[0].Text}, as {missing[0].Where} says", "ss -ltnp");
        var taken = AddTaken(verdict, scene, missing, own);
        AddRefusal(verdict, instance, Weigh.Strong);
        if (instance.ModifiedAt > master.LoadedAt)
        {
            verdict.Against(Weigh.Strong, EvidenceKind.Config, $"the configuration was changed at {instance.ModifiedAt:HH:mm:ss}, after nginx loaded it at {master.LoadedAt:HH:mm:ss}", missing[0].Where);
        }

        verdict.Severity = missing.Length == addresses.Length ? Severity.Critical : Severity.Warning;
        verdict.Title = $"nginx runs, but does not listen on {missing[0].Text}{(taken is [var first, ..] ? $": {first.By.Name} (pid {first.By.Pid}) holds it" : "")}";
        verdict.Explanation =
            $"The configuration has nginx listen on {string.Join(", ", missing.Select(m => m.Text))}, and the nginx that runs does not. " +
            (taken.IsEmpty ? "It has probably not loaded this configuration." : "Another process holds the address, so nginx could not take it when it loaded the configuration, and kept the old one.");
        verdict.Remedies = NginxDownRemedy.Load(scene, instance, taken);
        return verdict;
    }

    private static ImmutableArray<(ListenPlace Address, HostProcess By)> AddTaken(
        Verdict verdict, Scene scene, ImmutableArray<ListenPlace> addresses, ImmutableHashSet<int> own)
    {
        var taken = addresses.Select(a => (Address: a, By: a.TakenBy(scene, own)!)).Where(t => t.By is not null).ToImmutableArray();
        foreach (var (address, by) in taken.DistinctBy(t => t.By.Pid).Take(3))
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Socket, $"{by.Name} (pid {by.Pid}{by.Home()}) holds {address.Text}", "ss -ltnp");
        }

        return taken;
    }

    /// <summary>nginx's own word that it could not take an address.</summary>
    private static void AddRefusal(Verdict verdict, NginxInstance instance, double weight)
    {
        var refusal = instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? [])
            .Where(g => g.Signature == "listen-failed" && g.Samples[0].Level == "emerg").MaxBy(g => g.Last);
        if (refusal is not null)
        {
            verdict.For(weight, EvidenceKind.Log, refusal.Says(refusal.Samples[0].Message), refusal.Samples[0].Source);
        }
    }
}
