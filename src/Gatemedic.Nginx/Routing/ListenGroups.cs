using System.Net;

namespace Gatemedic.Nginx;

/// <summary>The servers that share a listening address, of which nginx chooses one by name.</summary>
/// <param name="Address">As in <see cref="Listen.Address"/>, with 0.0.0.0 as "*".</param>
/// <param name="Ssl">Any of them has the ssl parameter: then the address speaks TLS for all.</param>
/// <param name="Servers">In file order.</param>
/// <param name="Default">Its default_server, else the first.</param>
internal sealed record ListenGroup(string Address, bool Ssl, IReadOnlyList<ServerBlock> Servers, ServerBlock Default);

/// <summary>Finds the listening addresses that a URL can arrive at.</summary>
internal static class ListenGroups
{
    /// <summary>The groups in question: one for an IP in the URL; for a name all of its port, wildcard addresses first.</summary>
    public static IReadOnlyList<ListenGroup> For(IEnumerable<ServerBlock> servers, Uri url)
    {
        var groups = (
            from server in servers
            where server.Kind == ServerKind.Http
            from listen in server.Listens
            where listen.Port == url.Port && !listen.Udp && !listen.Address.StartsWith("unix:", StringComparison.Ordinal)
            group (server, listen) by listen.Address == "0.0.0.0" ? "*" : listen.Address into same
            select new ListenGroup(
                same.Key,
                same.Any(pair => pair.listen.Ssl),
                [.. same.Select(pair => pair.server).Distinct(ReferenceEqualityComparer.Instance).Cast<ServerBlock>()],
                (same.FirstOrDefault(pair => pair.listen.DefaultServer) is { server: { } chosen } ? chosen : null) ?? same.First().server))
            .OrderBy(group => group.Address switch { "*" => 0, "[::]" => 1, _ => 2 })
            .ToList();

        var host = url.IdnHost == "localhost" ? "127.0.0.1" : url.IdnHost;
        if (!IPAddress.TryParse(host, out var ip))
        {
            return groups;
        }

        // A specific address hides the wildcard of its family.
        var wildcard = ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "*" : "[::]";
        var exact = groups.Find(g => IPAddress.TryParse(g.Address.Trim('[', ']'), out var own) && own.Equals(ip) && g.Address != "[::]")
            ?? groups.Find(g => g.Address == wildcard)
            ?? groups.Find(g => g.Address is "*" or "[::]");
        return exact is null ? [] : [exact];
    }
}
