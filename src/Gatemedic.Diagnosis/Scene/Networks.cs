using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A network namespace: nginx's, this host's, and every other in which processes live (containers, pods, ip netns).</summary>
public sealed record NetworkSpace
{
    /// <summary>Its id, as in /proc/PID/ns/net.</summary>
    public required string NetNs { get; init; }

    /// <summary>A process in it through which it is reached.</summary>
    public required int Pid { get; init; }

    /// <summary>Container id of that process, or null.</summary>
    public string? Container { get; init; }

    /// <summary>IP addresses of its interfaces, loopback included, IPv6 without brackets.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>net.ipv4.ip_local_port_range, first; 0 when not known.</summary>
    public int FirstLocalPort { get; init; }

    /// <summary>net.ipv4.ip_local_port_range, last.</summary>
    public int LastLocalPort { get; init; }

    /// <summary>net.ipv4.tcp_tw_reuse; null when not known.</summary>
    public int? TimeWaitReuse { get; init; }

    /// <summary>TcpExt ListenOverflows since it was made: connections that found an accept queue full.</summary>
    public long? ListenOverflows { get; init; }

    /// <summary>TcpExt ListenDrops since it was made.</summary>
    public long? ListenDrops { get; init; }

    /// <summary>Tracked connections; null where connection tracking is not loaded.</summary>
    public long? Tracked { get; init; }

    /// <summary>nf_conntrack_max of it.</summary>
    public long? TrackedLimit { get; init; }

    /// <summary>TCP connections by where they lead and in which state; those that matter most, at most 200.</summary>
    public ImmutableArray<ConnectionCount> Connections { get; init; } = [];
}

/// <summary>TCP connections alike.</summary>
/// <param name="Remote">"10.0.0.2:80", "[::1]:3000".</param>
/// <param name="State">ESTABLISHED, SYN_SENT, TIME_WAIT, CLOSE_WAIT, ...</param>
/// <param name="Count">How many.</param>
public sealed record ConnectionCount(string Remote, string State, int Count);
