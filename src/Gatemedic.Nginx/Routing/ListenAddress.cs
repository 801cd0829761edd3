using System.Collections.Immutable;
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
        var found = new List<Building>();
        foreach (var server in servers)
        {
            var reading = new ServerHead();
            reading.Read(server.Block ?? []);
            foreach (var listen in reading.Listens ?? (IReadOnlyList<Listen>)[new Listen("*", 80, false, false, false, server.File, server.Line)])
            {
                if (listen.Port != port || listen.Udp || listen.Address.StartsWith("unix:", StringComparison.Ordinal))
                {
                    continue;
                }

                var address = listen.Address == "0.0.0.0" ? "*" : listen.Address;
                var building = found.Find(f => f.Address == address);
                if (building is null)
                {
                    found.Add(building = new Building(address));
                }

                building.Add(server, listen, reading.Names);
            }
        }

        var built = found.ConvertAll(f => f.Build());
        return [.. built.FindAll(a => a.Address == "*"), .. built.FindAll(a => a.Address == "[::]"), .. built.FindAll(a => !a.IsWildcard)];
    }

    /// <summary>What of a server block is read to choose it.</summary>
    private sealed class ServerHead
    {
        private static readonly string[] Nameless = [""];

        public List<Listen>? Listens { get; private set; }

        public IReadOnlyList<string> Names { get; private set; } = Nameless;

        public void Read(ImmutableArray<Directive> directives)
        {
            foreach (var directive in directives)
            {
                if (directive.Name == "listen")
                {
                    (Listens ??= []).AddRange(ListenParser.Parse(directive));
                }
                else if (directive.Name == "server_name")
                {
                    Names = ReferenceEquals(Names, Nameless) ? directive.Args : [.. Names, .. directive.Args];
                }
                else if (directive.Included is { } included)
                {
                    Read(included);
                }
            }
        }
    }

    private sealed class Building(string address)
    {
        private readonly List<NamedServer> servers = [];
        private readonly Dictionary<Directive, Listen> listens = new(ReferenceEqualityComparer.Instance);
        private Directive? chosen;
        private bool ssl;

        public string Address => address;

        public void Add(Directive server, Listen listen, IReadOnlyList<string> names)
        {
            ssl |= listen.Ssl;
            chosen = listen.DefaultServer ? chosen ?? server : chosen;
            if (listens.TryAdd(server, listen))
            {
                servers.Add(new NamedServer(server, names));
            }
        }

        public ListenAddress Build() => new(address, ssl, servers, chosen ?? servers[0].Server, listens);
    }
}
