using System.Collections.Immutable;
using System.Net;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>One address where the configuration says that nginx listens, and who holds it.</summary>
/// <param name="Listen">The listen directive.</param>
/// <param name="Holders">Sockets that stand in its place, nginx's own and others'.</param>
public sealed record ListenPlace(Listen Listen, ImmutableArray<Listener> Holders)
{
    /// <summary>As nginx writes it: <c>0.0.0.0:80</c>.</summary>
    public string Text => Listen.Address.StartsWith("unix:", StringComparison.Ordinal) ? Listen.Address : $"{(Listen.Address == "*" ? "0.0.0.0" : Listen.Address)}:{Listen.Port}";

    /// <summary>file:line.</summary>
    public string Where => $"{Listen.File}:{Listen.Line}";

    /// <summary>All TCP and unix addresses of the configuration, each once, with what listens there in a network namespace (empty = any).</summary>
    public static ImmutableArray<ListenPlace> Of(Scene scene, NginxInstance instance, string netNs) =>
        [.. (instance.Model()?.Servers ?? []).SelectMany(s => s.Listens).Where(l => !l.Udp)
            .DistinctBy(l => (l.Address, l.Port))
            .Select(l => new ListenPlace(l, [.. scene.Listeners.Seen.OrEmpty().Where(s => (netNs.Length == 0 || s.NetNs == netNs) && Stands(s, l))]))];

    /// <summary>The process that holds it, when none of these does; null when nobody else was seen to.</summary>
    public HostProcess? TakenBy(Scene scene, IReadOnlySet<int> own) =>
        Holders.Any(h => h.Pids.OrEmpty().IsEmpty || h.Pids.Any(own.Contains)) ? null : Holders.Select(scene.OwnerOf).FirstOrDefault(p => p is not null);

    /// <summary>One of these processes holds it, or one that could not be seen.</summary>
    public bool IsHeldBy(IReadOnlySet<int> own) => Holders.Any(h => h.Pids.OrEmpty().IsEmpty || h.Pids.Any(own.Contains));

    private static bool Stands(Listener socket, Listen listen)
    {
        if (listen.Address.StartsWith("unix:", StringComparison.Ordinal))
        {
            return socket.Path == listen.Address["unix:".Length..];
        }

        if (socket.Path is not null || socket.Port != listen.Port || !IPAddress.TryParse(socket.Address, out var bound))
        {
            return false;
        }

        // A name is whatever it resolved to; "::" takes IPv4 too unless ipv6only is on, as it is for nginx's own.
        return listen.Address == "*" ? socket.IsWildcard
            : !IPAddress.TryParse(listen.Address.Trim('[', ']'), out var wanted)
            || bound.Equals(wanted) || (socket.IsWildcard && bound.AddressFamily == wanted.AddressFamily);
    }
}
