using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>
/// Gives each address that nginx listens on a private one. Addresses that differ stay different and those that are shared stay shared, so that
/// the servers behind each, and the default among them, are the same.
/// </summary>
/// <param name="directory">Where unix sockets go.</param>
internal sealed class ShadowListeners(string directory)
{
    private readonly Dictionary<string, string> _places = [];
    private readonly HashSet<string> _bothFamilies = [];

    /// <summary>Every address of a configuration gets a unix socket; those asked of over TCP a port, so that nginx sees the visitor as it does in earnest.</summary>
    /// <param name="servers">All servers.</param>
    /// <param name="asked">The addresses that requests are sent to.</param>
    /// <param name="freePort">A free port of a loopback address.</param>
    public void Read(ImmutableArray<ServerBlock> servers, IEnumerable<PeerAddress> asked, Func<IPAddress, int> freePort)
    {
        foreach (var listen in servers.Where(s => s.Kind == ServerKind.Http).SelectMany(s => s.Listens))
        {
            _ = Of(listen);
            if (listen.AlsoIpv4)
            {
                _bothFamilies.Add(Key(listen));
            }
        }

        foreach (var address in asked.Where(a => !a.IsUnix).Distinct())
        {
            var loopback = IPAddress.Parse(address.Host).AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
            if (Find(address) is { } key && _places[key].StartsWith("unix:", StringComparison.Ordinal))
            {
                _places[key] = new IPEndPoint(loopback, freePort(loopback)).ToString();
            }
        }
    }

    /// <summary>The private address of a listen.</summary>
    public string Of(Listen listen)
    {
        if (!_places.TryGetValue(Key(listen), out var place))
        {
            _places[Key(listen)] = place = $"unix:{directory}/s{_places.Count}";
        }

        return place;
    }

    /// <summary>The private address that takes the requests to a real one; null when nginx does not listen there.</summary>
    public PeerAddress? Of(PeerAddress address)
    {
        if (Find(address) is not { } key)
        {
            return null;
        }

        return _places[key].StartsWith("unix:", StringComparison.Ordinal)
            ? new PeerAddress("", 0, _places[key]["unix:".Length..])
            : IPEndPoint.Parse(_places[key]) is var point ? new PeerAddress(point.Address.ToString(), point.Port) : null;
    }

    /// <summary>A specific address hides the wildcard of its family; [::] with ipv6only=off takes IPv4 where nothing else does.</summary>
    private string? Find(PeerAddress address)
    {
        if (address.IsUnix)
        {
            return _places.ContainsKey($"unix:{address.Path}") ? $"unix:{address.Path}" : null;
        }

        string[] keys = address.Host.Contains(':', StringComparison.Ordinal)
            ? [$"{address.Host} {address.Port}", $":: {address.Port}"]
            : [$"{address.Host} {address.Port}", $"0.0.0.0 {address.Port}", .. _bothFamilies.Where(k => k == $":: {address.Port}")];
        return keys.FirstOrDefault(_places.ContainsKey);
    }

    private static string Key(Listen listen)
    {
        if (listen.Address.StartsWith("unix:", StringComparison.Ordinal))
        {
            return listen.Address;
        }

        var host = listen.Address switch
        {
            "*" => "0.0.0.0",
            "localhost" => "127.0.0.1",
            var other => IPAddress.TryParse(other.Trim('[', ']'), out var literal) ? literal.ToString() : other,
        };
        return $"{host} {listen.Port}{(listen.Udp ? " udp" : "")}";
    }
}
