using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>nginx and the application are both containers, on networks that do not meet.</summary>
public sealed class ContainerNetwork : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("container-network", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "firewall-blocked", "host-unreachable", "container-address-stale", "dns-failure", "dns-stale", "connect-timeout"],
        Explains = ["nginx-down", "config-invalid"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Instances.SelectMany(i => Judge(scene, i));

    private static IEnumerable<Verdict> Judge(Scene scene, NginxInstance instance)
    {
        if (scene.ContainerOf(instance) is not { } own)
        {
            yield break;
        }

        var troubles = scene.NamesInTrouble().Where(t => t.Instance.Id == instance.Id).ToList();
        var targets = scene.Targets().Where(t => t.Instance.Id == instance.Id && !t.Address.IsUnix).ToList();
        foreach (var target in targets)
        {
            var trouble = troubles.FirstOrDefault(t => string.Equals(t.Name, target.Address.Host, StringComparison.OrdinalIgnoreCase));
            if ((trouble is not null || Fails(target)) && Meant(scene, own, target) is { } wanted)
            {
                yield return Judge(new Verdict(target), own, wanted, trouble, target.Address.Host);
            }
        }

        // Where only a request decides the target, the log alone has the name.
        foreach (var trouble in troubles.Where(t => !targets.Any(x => string.Equals(t.Name, x.Address.Host, StringComparison.OrdinalIgnoreCase))))
        {
            if (Called(scene, own, trouble.Name) is { } wanted)
            {
                yield return Judge(new Verdict(instance), own, wanted, trouble, trouble.Name);
            }
        }
    }

    /// <summary>Connecting fails, by the probe or by the log.</summary>
    private static bool Fails(Target target) => target.IsDead || (target.Probes.IsEmpty && target.Current.Any(g => g.Action == "connecting to upstream"));

    /// <summary>The running container that the target means: by its name, by its address, or by the name whose old address this is.</summary>
    private static Container? Meant(Scene scene, Container own, Target target) =>
        Called(scene, own, target.Address.Host) ?? scene.ContainerAt(target.Address.Host)
        ?? (target.Declared is null
            ? scene.TargetsOf(target.Instance).Where(t => t.Declared is not null && t.Protocol == target.Protocol && t.Address.Port == target.Address.Port)
                .Select(t => Called(scene, own, t.Address.Host)).FirstOrDefault(c => c is not null)
            : null);

    private static Container? Called(Scene scene, Container own, string name) =>
        scene.AllContainers().FirstOrDefault(c => c.IsRunning && c.Id != own.Id && c.IsCalled(name));

    private static Verdict Judge(Verdict verdict, Container own, Container wanted, NameTrouble? trouble, string name)
    {
        Symptom(verdict, trouble);
        var common = own.NetworksWith(wanted).Select(n => n.Name).ToImmutableArray();
        var isNameless = trouble is not null && common is ["bridge" or "podman"];
        if (!common.IsEmpty && !isNameless)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Container, $"both are on the network {common[0]}", $"docker network inspect {common[0]}");
        }

        verdict.For(
            Weigh.Decisive,
            EvidenceKind.Container,
            isNameless ? $"{own.Name} and {wanted.Name} are both on the default bridge, which knows no names" : $"nginx's container {own.Name} is on {Names(own)}, {wanted.Name} on {Names(wanted)}",
            $"docker inspect {own.Name} {wanted.Name}");
        verdict.Title = isNameless
            ? $"nginx is told {name}, but the default bridge network of its container knows no names"
            : $"nginx is told {name}, but its container and {wanted.Name} are on networks that do not meet";
        verdict.Explanation = isNameless
            ? $"Containers {own.Name} and {wanted.Name} are both on Docker's default bridge. Its engine answers questions for names only on networks that somebody made, so {name} resolves to nothing."
            : $"Container {own.Name} is on {Names(own)} and container {wanted.Name} on {Names(wanted)}. The engine gives no name and passes no packet from one network to another, so nginx cannot reach {name}.";
        verdict.Remedies = ContainerNetworkRemedy.For(verdict, own, wanted);
        return verdict;
    }

    private static void Symptom(Verdict verdict, NameTrouble? trouble)
    {
        if ((trouble?.AtRunTime ?? trouble?.AtLoad) is { } line)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, $"{line.Time:HH:mm:ss}: {line.Message}", line.Source);
        }
        else if (trouble?.Test is { } test)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Config, $"nginx -t: {test.Message}", "nginx -t");
        }

        if (verdict.Target is { } target && target.Current.FirstOrDefault(g => g.Action == "connecting to upstream") is { } group)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Log, group.Says($"nginx cannot connect to {group.Peer}: {group.AsWritten()}"), group.Samples[0].Source);
        }

        if (verdict.Target?.Probes.FirstOrDefault(p => !p.Result.Connected) is { } probed)
        {
            verdict.For(verdict.Evidence.Count == 0 ? Weigh.Strong : Weigh.Slight, EvidenceKind.Probe, $"{probed.Endpoint} takes no connection from nginx's network: {probed.Result.Text}", $"probe {probed.Endpoint}");
        }
    }

    private static string Names(Container container) =>
        container.Networks.OrEmpty() is { IsEmpty: false } networks ? string.Join(", ", networks.Select(n => n.Name)) : $"no network ({container.NetworkMode})";
}
