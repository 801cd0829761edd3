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
            Commands = found.ShowStart(),
            Risk = Risk.Medium,
            Verify = $"ss -ltn 'sport = :{target.Address.Port}' shows a listener",
            Undo = "set the port back and restart the application",
        };
        // Where nothing but the protocol fits, sending requests there is a person's decision.
        return [target.PointNginxAt(found.Endpoint, automatic: found.Kinship > 0), move];
    }
}
