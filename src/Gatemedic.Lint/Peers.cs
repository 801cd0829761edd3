using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>What checks ask of the peers behind a pass.</summary>
internal static class Peers
{
    /// <summary>The addresses that a pass may connect to, as far as they are written: its own, or those of its group's servers that are not down.</summary>
    public static IEnumerable<PeerAddress> Of(Pass pass) =>
        pass.Address is { } address ? [address] : pass.Upstream?.Servers.Where(s => !s.Down).Select(s => s.Address) ?? [];

    /// <summary>A host name that some name service must answer for.</summary>
    public static bool IsName(PeerAddress address) => address is { IsUnix: false, IsLiteral: false };

    /// <summary>The group has the name of one of its servers, so what carries the group's name carries the server's.</summary>
    public static bool BearServersName(UpstreamBlock upstream) =>
        upstream.Servers.Any(s => IsName(s.Address) && s.Address.Host.Equals(upstream.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Directives of an upstream block with this name.</summary>
    public static IEnumerable<Directive> Lines(UpstreamBlock upstream, string name) => upstream.Directive.Children().Where(d => d.Name == name);

    /// <summary>How many servers that are not down are asked first, and how many are backups.</summary>
    public static (int Live, int LiveBackups) Count(UpstreamBlock upstream) =>
        (upstream.Servers.Count(s => s is { Down: false, Backup: false }), upstream.Servers.Count(s => s is { Down: false, Backup: true }));
}
