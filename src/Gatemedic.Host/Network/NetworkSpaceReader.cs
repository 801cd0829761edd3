using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Finds the network namespaces in which processes live, with or without an engine's help.</summary>
public static class NetworkSpaceReader
{
    /// <summary>As many are looked at; a host of Kubernetes has some hundred.</summary>
    private const int Most = 64;

    /// <summary>Ports, queues and connections are told of those in which an nginx lives. Ours first, then those of nginx masters, then the others by their oldest process.</summary>
    public static Section<ImmutableArray<NetworkSpace>> Read(ProcessTable table, ImmutableArray<NginxMaster> masters)
    {
        var nginx = masters.Select(m => m.NetNs).Append(table.OwnNetNs).ToHashSet();
        var first = masters.Where(m => !m.SharesOurNetwork).Select(m => (m.NetNs, m.Pid));
        var others = from process in table.All
                     where process.State is not ('Z' or 'X')
                     orderby process.StartTicks, process.Pid
                     let netNs = table.Link(process.Pid, "ns/net")
                     where netNs is not null
                     select (NetNs: netNs, process.Pid);
        return Section.Seen<ImmutableArray<NetworkSpace>>(
        [
            NetworkFigures.Fill(new NetworkSpace { NetNs = table.OwnNetNs, Pid = Environment.ProcessId, Addresses = AddressReader.Read().Or([]) }, NetworkPlace.Ours),
            .. first.Concat(others).DistinctBy(s => s.NetNs).Where(s => s.NetNs != table.OwnNetNs).Take(Most - 1)
                .Select(s => Describe(table, s.NetNs, s.Pid)).Select(s => nginx.Contains(s.NetNs) ? NetworkFigures.Fill(s, new NetworkPlace(s.Pid)) : s),
        ]);
    }

    private static NetworkSpace Describe(ProcessTable table, string netNs, int pid) => new()
    {
        NetNs = netNs,
        Pid = pid,
        Container = table.Cgroup(pid).Container,
        Addresses = AddressReader.Read(table, pid),
    };
}
