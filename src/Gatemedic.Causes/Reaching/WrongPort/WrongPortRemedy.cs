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

    /// <summary>What helps where the container is published with another port than its application's: it has to be made anew, by its owner.</summary>
    public static Remedy Inside(DeadEnd end, Listener other)
    {
        var (name, port) = (end.Container.Name, end.Port);
        return new Remedy
        {
            Id = "publish-right-port",
            Title = $"Make container {name} anew with -p {port.HostAddress}:{port.HostPort}:{other.Port}, or have its application listen on port {port.Port}",
            Commands = [$"docker inspect --format '{{{{.HostConfig.PortBindings}}}} {{{{.Config.Env}}}}' {name.Quoted()}"],
            Risk = Risk.Medium,
            Verify = $"curl -s -o /dev/null -w '%{{http_code}}' http://{(port.HostAddress is "0.0.0.0" or "::" ? "127.0.0.1" : port.HostAddress)}:{port.HostPort}/ prints a status",
            Undo = "make the container again as it was",
        };
    }
}
