using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of networks that do not meet: connect the one container to a network of the other, and write that down.</summary>
internal static class ContainerNetworkRemedy
{
    private const string New = "web";

    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Verdict verdict, Container own, Container wanted)
    {
        // nginx joins the application: what else nginx reaches stays as it is, and the application gets no new neighbour.
        var network = wanted.NamedNetworks().FirstOrDefault()?.Name;
        var (first, second) = (own.Name.Quoted(), wanted.Name.Quoted());
        var reload = verdict.Target is { } target ? target.Instance.ReloadCommands(target.Scene) : [];
        return
        [
            new Remedy
            {
                Id = "connect-networks",
                Title = network is null ? $"Make a network and connect {own.Name} and {wanted.Name} to it" : $"Connect {own.Name} to the network {network}",
                Commands = network is null
                    ? [$"docker network create {New}", $"docker network connect {New} {first}", $"docker network connect {New} {second}", .. reload]
                    : [Steps.Join(network, own).Run.ToString(), .. reload],
                Steps = network is null ? [] : [Steps.Join(network, own)],
                Loads = network is not null && verdict.Target is not null,
                Risk = Risk.Low,
                Automatic = network is not null,
                Verify = "the failing request answers without a gateway error",
                Undo = $"docker network disconnect {(network ?? New).Quoted()} {first}",
            },
            new Remedy
            {
                Id = "write-networks-down",
                Title = own.Project is not null || wanted.Project is not null
                    ? $"To make it last, name the network under networks: of both services in the compose files (external: true where another project makes it)"
                    : $"To make it last, run {own.Name} with --network {network ?? New}",
                Risk = Risk.Medium,
                Verify = "the containers meet after they were made anew",
                Undo = "take the network out again and make the containers anew",
            },
        ];
    }
}
