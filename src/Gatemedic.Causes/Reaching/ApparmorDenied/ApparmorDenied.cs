using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>An AppArmor profile forbids nginx the connection.</summary>
[NoAutomaticFix("the line belongs into a file that an administrator writes by hand, and not every profile includes it")]
public sealed class ApparmorDenied : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("apparmor-denied", CauseGroup.Reaching)
    {
        Rivals = ["socket-permission", "selinux-denied"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) => scene.Targets().Where(t => t.DeniedInLog() is not null).Select(Judge);

    private static Verdict Judge(Target target)
    {
        var verdict = new Verdict(target);
        var (group, label) = (target.DeniedInLog()!, target.Scene.LabelOf(target.Instance));
        verdict.For(target.Address.IsUnix ? Weigh.Moderate : Weigh.Strong, EvidenceKind.Log, group.Says(group.AsWritten()), group.Samples[0].Source);
        if (Objection(target, label) is var (why, source))
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Kernel, why, source);
        }

        if (label is { Profile: { } profile })
        {
            verdict.For(Weigh.Strong, EvidenceKind.Kernel, $"nginx runs under the AppArmor profile {profile} ({label.Mode})", $"/proc/{label.Pid}/attr/apparmor/current");
        }
        else
        {
            // Most hosts on which nothing is known of a module have none that confines nginx.
            verdict.Against(Weigh.Strong, EvidenceKind.Kernel, "no profile of nginx was seen", "aa-status");
        }

        if (target.Socket is { WorkerMayConnect: true } open)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Socket, $"owner and mode let the worker open it ({open.Owner}:{open.Group}, mode {Convert.ToString(open.Mode, 8)})", $"namei -l {target.Address.Path}");
        }

        var denial = target.DenialOf("apparmor-denied", out var log);
        if (denial is not null)
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Kernel, denial.Message, log!.Source);
        }

        verdict.Title = $"AppArmor forbids nginx to connect to {target.Address}{(label?.Profile is { } named ? $" (profile {named})" : "")}";
        verdict.Explanation =
            "The kernel denies nginx the connection (13: Permission denied) because its AppArmor profile has no rule that allows it, not because of owners and modes. " +
            "A request from your own shell succeeds, because a shell has no such profile.";
        verdict.Remedies = ApparmorDeniedRemedy.For(target, label?.Profile ?? denial?.Fields.GetValueOrDefault("profile"));
        return verdict;
    }

    /// <summary>What leaves AppArmor no part in it; null when nothing does.</summary>
    private static (string Why, string Source)? Objection(Target target, ProcessLabel? label) => (target.Scene.MandatoryAccess?.Seen, target.Socket) switch
    {
        ({ Apparmor: false }, _) => ("AppArmor is not active here", "/sys/module/apparmor/parameters/enabled"),
        (not null, _) when label is { Profile: null } => ("nginx runs without an AppArmor profile", $"/proc/{label.Pid}/attr/apparmor/current"),
        _ when label is { Mode: "complain" or "unconfined" } => ($"its profile {label.Profile} is in {label.Mode} mode: it denies nothing", "aa-status"),
        (_, { Obstacle: { } obstacle }) => ($"owner and mode of {obstacle} deny it already: {target.Socket!.ObstacleMode}", $"namei -l {target.Address.Path}"),
        _ => null,
    };
}
