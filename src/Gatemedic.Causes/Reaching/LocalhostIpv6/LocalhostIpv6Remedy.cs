using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a family gap: write the address that answers, or have the application listen on both families.</summary>
internal static class LocalhostIpv6Remedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target, FamilyGap gap)
    {
        var edits = target.PointTo(gap.Live);
        var told = target.Address.IsLiteral ? target.Address with { Host = "localhost" } : target.Address;
        return
        [
            new Remedy
            {
                Id = "write-address",
                Title = $"Write {gap.Live} instead of {told} in nginx's configuration",
                Edits = edits,
                Commands = edits.IsEmpty ? [$"grep -rn localhost {(target.Instance.Configuration.Seen?.MainPath ?? "/etc/nginx").Quoted()}"] : target.Instance.ReloadCommands(target.Scene),
                Risk = Risk.Low,
                Automatic = !edits.IsEmpty && gap.IsProven,
                Verify = $"no new line of the error log names {gap.Deaf[0]}",
                Undo = "put the name back and reload nginx",
            },
            new Remedy
            {
                Id = "listen-on-both",
                Title = $"Or have the application listen on {gap.Deaf[0]} too",
                Risk = Risk.Medium,
                Verify = $"ss -ltn 'sport = :{target.Address.Port}' shows both addresses",
                Undo = "set the old address back and restart the application",
            },
        ];
    }
}
