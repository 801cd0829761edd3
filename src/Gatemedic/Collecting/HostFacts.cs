using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Host;

namespace Gatemedic.Collecting;

/// <summary>What the process table and the network namespaces of this host tell.</summary>
internal sealed record HostFacts(
    Section<ImmutableArray<NetworkSpace>> Networks,
    Section<ImmutableArray<Listener>> Listeners,
    Section<ImmutableArray<HostProcess>> Processes,
    Section<ImmutableArray<string>> Addresses)
{
    private const int MostProcesses = 2_000;

    /// <summary>Reads them, one after the other: each needs what the one before found.</summary>
    public static HostFacts Read(ProcessTable table, ImmutableArray<NginxMaster> masters, CancellationToken cancellation)
    {
        var networks = NetworkSpaceReader.Read(table, masters);
        var listeners = ListenerReader.Read(table, networks.Or([]), cancellation);
        var owners = ProcessReader.WithChildren(table, listeners.Or([]).SelectMany(l => l.Pids).Distinct());
        var pids = masters.Select(m => m.Pid).Concat(masters.SelectMany(m => m.Workers)).Concat(owners);
        return new HostFacts(networks, listeners, ProcessReader.Read(table, pids.Distinct().Take(MostProcesses)), AddressReader.Read());
    }
}
