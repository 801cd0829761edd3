using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of a wrong port: point nginx at the listener, or move the application.</summary>
internal static class WrongPortRemedy
{
    /// <summary>Best first: the edit in nginx, then the change of the application.</summary>
    public static ImmutableArray<Remedy> For(Target target, Relative found)
    {
        var move = new Remedy
        {
            Id = "move-application",
            Title = $"Or have the application listen on port {target.Address.Port} again",
            Commands = found.Owner?.Unit is { } unit ? [$"systemctl cat {unit}"] : found.Owner is { } owner ? [$"tr '\\0' ' ' </proc/{owner.Pid}/cmdline"] : [],
            Risk = Risk.Medium,
            Verify = $"ss -ltn 'sport = :{target.Address.Port}' shows a listener",
            Undo = "set the port back and restart the application",
        };
        return target.PointTo(found.Endpoint) is { } edit
            ? [new Remedy
                {
                    Id = "point-nginx-at-listener",
                    Title = $"Point nginx at {found.Endpoint}",
                    Edits = [edit],
                    Commands = target.Instance.ReloadCommands(target.Scene),
                    Risk = Risk.Low,
                    // Where nothing but the protocol fits, sending requests there is a person's decision.
                    Automatic = found.Kinship > 0,
                    Verify = "the failing request answers without a gateway error",
                    Undo = "put the old address back and reload nginx",
                }, move]
            : [move];
    }
}
