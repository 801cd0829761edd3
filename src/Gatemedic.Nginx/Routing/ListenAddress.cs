using System.Net;
using System.Net.Sockets;

namespace Gatemedic.Nginx;

/// <summary>A listening address with the servers that share it.</summary>
/// <param name="Address">As in <see cref="Listen.Address"/>, with 0.0.0.0 as "*".</param>
/// <param name="Ssl">Any of its listen directives has the ssl parameter: then the address speaks TLS for all.</param>
/// <param name="Servers">In file order.</param>
/// <param name="Default">Its default_server, else the first.</param>
/// <param name="Listens">The listen directive of each server, as read.</param>
internal sealed record ListenAddress(
    string Address, bool Ssl, IReadOnlyList<NamedServer> Servers, Directive Default, IReadOnlyDictionary<Directive, Listen> Listens)
{
    private bool IsWildcard => Address is "*" or "[::]";

    /// <summary>The addresses that take connections to a port: one when the client's destination is known, else all, wildcards first.</summary>
    public static IReadOnlyList<ListenAddress> For(IReadOnlyList<Directive> servers, int port, IPAddress? destination)
    {
        var all = Read(servers, port);
        return destination is null ? all : At(all, destination) is { } one ? [one] : [];
    }

    private bool Takes(IPAddress destination) =>
        Address == "localhost" ? IPAddress.IsLoopback(destination) : IPAddress.TryParse(Address.Trim('[', ']'), out var own) && own.Equals(destination);

    private static ListenAddress? At(List<ListenAddress> all, IPAddress destination)
    {
        // A specific address hides the wildcard of its family; [::] with ipv6only=off takes IPv4 where nothing else does.
        var wildcard = destination.AddressFamily == AddressFamily.InterNetwork ? "*" : "[::]";
        return all.Find(a => !a.IsWildcard && a.Takes(destination)) ?? all.Find(a => a.Address == wildcard)
            ?? all.Find(a => a.Address == "[::]" && a.Listens.Values.Any(l => l.AlsoIpv4));
    }

    private static List<ListenAddress> Read(IReadOnlyList<Directive> servers, int port)
    {
        var found = new List<(string Address, Building Building)>();
        foreach (var server in servers)
        {
            foreach (var listen in ListensOf(server))
            {
                if (listen.Port == port && !listen.Udp && !listen.Address.StartsWith("unix:", StringComparison.Ordinal))
                {
                    var address = listen.Address == "0.0.0.0" ? "*" : listen.Address;
                    var at = found.FindIndex(f => f.Address == address);
                    if (at < 0)
                    {
                        at = found.Count;
                        found.Add((address, new Building()));
                    }

                    found[at].Building.Add(server, listen);
                }
            }
        }

        return [.. found.OrderBy(f => f.Address switch { "*" => 0, "[::]" => 1, _ => 2 }).Select(f => f.Building.Build(f.Address))];
    }

    private static IEnumerable<Listen> ListensOf(Directive server)
    {
        var none = true;
        foreach (var child in server.Children())
        {
            if (child.Name == "listen")
            {
                none = false;
                foreach (var listen in ListenParser.Parse(child))
                {
                    yield return listen;
                }
            }
        }

        if (none)
        {
            yield return new Listen("*", 80, false, false, false, server.File, server.Line);
        }
    }

    private sealed class Building
    {
        private readonly List<NamedServer> servers = [];
        private readonly Dictionary<Directive, Listen> listens = new(ReferenceEqualityComparer.Instance);
        private Directive? chosen;
        private bool ssl;

        public void Add(Directive server, Listen listen)
        {
            ssl |= listen.Ssl;
            chosen = listen.DefaultServer ? chosen ?? server : chosen;
            if (listens.TryAdd(server, listen))
            {
                servers.Add(new NamedServer(server, NamesOf(server)));
            }
        }

        public ListenAddress Build(string address) => new(address, ssl, servers, chosen ?? servers[0].Server, listens);

        private static IReadOnlyList<string> NamesOf(Directive server)
        {
            List<string>? names = null;
            foreach (var child in server.Children())
            {
                if (child.Name == "server_name")
                {
                    (names ??= []).AddRange(child.Args);
                }
            }

            return names ?? (IReadOnlyList<string>)[""];
        }
    }
}
