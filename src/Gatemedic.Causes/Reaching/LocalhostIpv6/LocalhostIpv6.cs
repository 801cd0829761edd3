using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>A name gives nginx an IPv6 and an IPv4 address, and the application listens on one of them.</summary>
public sealed class LocalhostIpv6 : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("localhost-ipv6", CauseGroup.Reaching)
    {
        Rivals = ["upstream-down", "bind-mismatch", "ephemeral-ports"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        scene.Targets().Where(t => !t.Address.IsUnix).Select(t => t.Address.IsLiteral ? JudgeLogged(t) : JudgeName(t)).OfType<Verdict>();

    private static Verdict? JudgeName(Target target)
    {
        if (target.FamilyGapOf() is not { } gap)
        {
            return target.IsDead && target.With(ProbeOutcome.Refused).Any()
                ? new Verdict(target).Against(Weigh.Decisive, EvidenceKind.Probe, $"every address of {target.Address.Host} refuses: {string.Join(", ", target.Endpoints)}", "probe")
                : null;
        }

        var verdict = new Verdict(target);
        verdict.For(
            Weigh.Moderate,
            EvidenceKind.Dns,
            gap.HasBoth ? $"{target.Address.Host} gives nginx {string.Join(" and ", target.Endpoints)}" : $"{target.Address.Host} gives nginx {gap.Deaf[0]} only",
            $"getent ahosts {target.Address.Host}");
        if (target.Probes.FirstOrDefault(p => gap.Deaf.Contains(p.Endpoint)) is { } deaf)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Probe, $"{deaf.Endpoint} takes no connection: {deaf.Result.Text}", $"probe {deaf.Endpoint}");
        }

        if (gap.IsProven)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Socket, $"the application takes connections on {gap.Live}", gap.HasBoth ? $"probe {gap.Live}" : "ss -ltnp");
        }

        if (gap.Deaf.Select(target.DeafInLog).FirstOrDefault(g => g is not null) is { } logged)
        {
            verdict.For(gap.IsProven ? Weigh.Slight : Weigh.Strong, EvidenceKind.Log, logged.Says($"connecting to {logged.Peer} failed, and no failure names {gap.Live}"), logged.Samples[0].Source);
        }

        return Tell(verdict, target, gap);
    }

    private static Verdict Tell(Verdict verdict, Target target, FamilyGap gap)
    {
        var name = target.Address.IsLiteral ? "localhost" : target.Address.Host;
        verdict.Title = gap.HasBoth
            ? $"{name} means {gap.Deaf[0]} and {gap.Live} to nginx, and the application listens on {gap.Live} only"
            : $"{name} means {gap.Deaf[0]} to nginx, but the application listens on {gap.Live}";
        var isHidden = gap.HasBoth && IsRetried(target);
        verdict.Severity = isHidden ? Severity.Warning : Severity.Critical;
        verdict.Explanation =
            $"{target.Sender()} names {name}, which stands for an IPv6 and an IPv4 address. The application listens on one family, " +
            $"so every connection to {gap.Deaf[0]} fails. " + (isHidden
                ? "nginx then asks the other address, so clients are answered, but the error log fills, and whatever stops the retry turns the failures into 502."
                : gap.HasBoth
                    ? "nginx does not ask the other address for the same request here, so clients get 502 in turns with good answers."
                    : "nginx has no other address for it, so every request fails.");
        verdict.Remedies = LocalhostIpv6Remedy.For(target, gap);
        return verdict;
    }

    /// <summary>By default a failed connection goes to the next address, whatever the method, for nothing was sent yet.</summary>
    private static bool IsRetried(Target target)
    {
        var prefix = target.Protocol.DirectivePrefix();
        var conditions = target.Effective(prefix + "next_upstream")?.Args ?? [];
        return (conditions.IsEmpty || conditions.Contains("error") || conditions.Contains("on"))
            && target.Effective(prefix + "next_upstream_tries")?.Text != "1";
    }

    /// <summary>Where only a log names the peer, ::1 next to a healthy 127.0.0.1 tells of the name behind both.</summary>
    private static Verdict? JudgeLogged(Target target)
    {
        if (target.Declared is not null || target.Address.Host != "::1" || target.DeafInLog(target.Address) is not { } group)
        {
            return null;
        }

        var other = target.Address with { Host = "127.0.0.1" };
        var twin = target.Scene.Targets().FirstOrDefault(t => t.Instance.Id == target.Instance.Id && t.Address == other && t.Protocol == target.Protocol);
        var verdict = new Verdict(target).For(Weigh.Strong, EvidenceKind.Log, group.Says($"connecting to {group.Peer} failed"), group.Samples[0].Source);
        if (twin is { Current.IsEmpty: false })
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Log, $"{other} fails as well", twin.Current[0].Samples[0].Source);
        }

        verdict.For(Weigh.Moderate, EvidenceKind.Log, $"::1 is seldom written by hand, it comes from the name localhost, and no failure names {other}", "error log");
        var isProven = target.HasAnswered(other);
        if (isProven)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Log, $"the access log shows answers from {other}", "access log");
        }

        return Tell(verdict, target, new FamilyGap([target.Address], other, true, isProven));
    }
}
