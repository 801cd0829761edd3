using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Shows what it died of. The fault is in the application: only a person can mend it.</summary>
internal static class UpstreamCrashRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, Death death)
    {
        var owner = target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().FirstOrDefault();
        return
        [
            new Remedy
            {
                Id = "find-why-it-dies",
                Title = "Find in its log and its core dump what the process dies of, and mend that",
                Commands =
                [
                    .. death.Together is { } pair ? [Look(pair.Told.Log)] : (string[])[],
                    .. owner switch
                    {
                        { Container: { } container } => [$"docker logs --tail 50 {container.ShortId()}"],
                        { Unit: { } unit } => [$"journalctl -u {unit} -n 50 --no-pager", "coredumpctl list"],
                        _ => (string[])["dmesg -T | tail -n 30"],
                    },
                ],
                Risk = Risk.None,
                Verify = "the failing request answers without a gateway error",
                Undo = "nothing to undo: the commands only look",
            },
        ];
    }

    private static string Look(WitnessLog log) => log.Origin switch
    {
        WitnessOrigin.File or WitnessOrigin.Audit => $"tail -n 50 {log.Source.Quoted()}",
        WitnessOrigin.Journal => $"{log.Source} -n 50 --no-pager",
        WitnessOrigin.Kernel => "dmesg -T | tail -n 30",
        _ => log.Source,
    };
}
