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
        new WrongPort(),
        new BindMismatch(),
        new LocalhostIpv6(),
        new SocketMissing(),
        new SocketPermission(),
        new DnsFailure(),
        new PhpFpmSaturated(),
        new BacklogOverflow(),
        new FdLimit(),
        new WorkerConnections(),
        new UpstreamFdLimit(),
        new DiskFull(),
        new SlowUpstream(),
        new HeaderTooBig(),
        new ProtocolMismatch(),
        new NginxDown(),
        new ConfigInvalid(),
    ];

    /// <summary>The cause with this code, or null.</summary>
    public static ICause? Find(string code) => All.FirstOrDefault(c => c.Profile.Code == code);
}
