using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Commands with which a person finds out where the packets end.</summary>
internal static class ConnectTimeoutRemedy
{
    /// <summary>They only look.</summary>
    public static ImmutableArray<Remedy> For(PeerAddress endpoint, RouteFacts? route) =>
    [
        new Remedy
        {
            Id = "follow-the-packets",
            Title = $"Find out where the packets to {endpoint} end",
            Commands =
            [
                $"mtr -n -r -c 5 -T -P {endpoint.Port} {endpoint.Host}",
                $"tcpdump -ni {(route?.Device ?? "any").Quoted()} host {endpoint.Host} and tcp port {endpoint.Port}",
                $"ssh {endpoint.Host.Quoted()} ss -ltn \"'sport = :{endpoint.Port}'\"",
            ],
            Risk = Risk.None,
            Verify = $"nc -vz {endpoint.Host} {endpoint.Port}",
            Undo = "nothing was changed: the commands only look",
        },
    ];
}
