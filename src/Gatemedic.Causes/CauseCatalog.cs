using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Every room, in the order of CAUSES.md. A room exists when it is listed here.</summary>
public static class CauseCatalog
{
    /// <summary>All causes.</summary>
    public static ImmutableArray<ICause> All { get; } =
    [
        new UpstreamDown(),
        new CrashLoop(),
        new OomKilled(),
        new WrongPort(),
        new BindMismatch(),
        new LocalhostIpv6(),
        new SocketMissing(),
        new SocketPermission(),
        new SelinuxDenied(),
        new ApparmorDenied(),
        new FirewallBlocked(),
        new HostUnreachable(),
        new ContainerLoopback(),
        new ContainerUnpublished(),
        new ContainerAddressStale(),
        new ContainerNetwork(),
        new DnsFailure(),
        new DnsStale(),
        new ResolverMissing(),
        new ConnectTimeout(),
        new PhpFpmSaturated(),
        new BacklogOverflow(),
        new FdLimit(),
        new WorkerConnections(),
        new EphemeralPorts(),
        new ConntrackFull(),
        new UpstreamFdLimit(),
        new DiskFull(),
        new MemoryPressure(),
        new SlowUpstream(),
        new AppTimeoutKill(),
        new KeepaliveRace(),
        new HeaderTooBig(),
        new ProtocolMismatch(),
        new TlsHandshake(),
        new TlsVerify(),
        new InvalidResponse(),
        new UpstreamCrash(),
        new UpstreamReturned502(),
        new UpstreamReset(),
        new NginxDown(),
        new ConfigInvalid(),
        new ConfigStale(),
        new PeerStateCached(),
    ];

    /// <summary>The cause with this code, or null.</summary>
    public static ICause? Find(string code) => All.FirstOrDefault(c => c.Profile.Code == code);
}
