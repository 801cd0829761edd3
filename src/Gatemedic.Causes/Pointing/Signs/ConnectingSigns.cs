using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>What nginx's failed attempts to reach an upstream point to.</summary>
internal static class ConnectingSigns
{
    private const string Connecting = "connecting to upstream";

    internal static readonly ImmutableArray<PointingRow> All =
    [
        .. Both("{peer} refused the connection {times}", 111, null,
            new Guess("upstream-down", 2.0, "nothing listens there"),
            new Guess("wrong-port", 0.6, "the application may listen on another port"),
            new Guess("bind-mismatch", -0.3, "the application may listen on another address"),
            new Guess("crash-loop", -0.1, "it may die and be restarted again and again"),
            new Guess("oom-killed", -0.9, "it may have been killed for memory"),
            new Guess("container-loopback", -0.8, "from inside a container, loopback is the container itself"),
            new Guess("container-unpublished", -1.0, "a container's port may not be published"),
            new Guess("firewall-blocked", -1.4, "a packet filter may reject it")),
        .. Both("{peer} refused the connection {times}", 111, "[::1]",
            new Guess("localhost-ipv6", 2.2, "localhost resolves to ::1 as well, where the application does not listen"),
            new Guess("upstream-down", 1.4, "nothing listens there"),
            new Guess("wrong-port", 0.2, "the application may listen on another port")),
        .. Both("the kernel gave up connecting to {peer} {times}; unlike nginx's own time-out this gives 502", 110, null,
            new Guess("connect-timeout", 1.6, "no answer came to the attempts"),
            new Guess("firewall-blocked", 1.1, "packets may be dropped on the way"),
            new Guess("host-unreachable", 0.4, "the machine may be gone"),
            new Guess("container-address-stale", 0.2, "the address may be an old one")),
        .. Both("there was no route to {peer} {times}", 113, null,
            new Guess("host-unreachable", 2.2, "no machine answers for that address"),
            new Guess("firewall-blocked", 0.8, "a packet filter may reject it"),
            new Guess("container-address-stale", 0.8, "a container may have got another address"),
            new Guess("container-network", -0.4, "two containers may share no network")),
        .. Both("the network of {peer} was unreachable {times}", 101, null, new Guess("host-unreachable", 2.8, "this host has no route there")),
        .. Both("this host itself forbade the connection to {peer} {times}", 1, null,
            new Guess("firewall-blocked", 2.6, "a rule for outgoing packets refuses it"), new Guess("selinux-denied", -0.5, "a security module may refuse it")),
        .. Both("nginx may not connect to {peer} ({times})", 13, null,
            new Guess("selinux-denied", 2.6, "for a TCP port only a security module refuses so"), new Guess("apparmor-denied", 0.6, "AppArmor may be that module")),
        .. Both("nginx may not open {peer} ({times})", 13, "unix:",
            new Guess("socket-permission", 2.2, "the mode of the socket or of a directory above it shuts nginx out"),
            new Guess("selinux-denied", 0.9, "SELinux may forbid it"), new Guess("apparmor-denied", 0.3, "AppArmor may forbid it")),
        .. Both("{peer} does not exist ({times})", 2, "unix:",
            new Guess("socket-missing", 2.8, "nobody has made the socket at that path"), new Guess("upstream-down", 1.4, "its application may not run"),
            new Guess("crash-loop", -0.5, "its application may die before it listens")),
        .. Both("the queue of {peer} was full {times}", 11, "unix:",
            new Guess("backlog-overflow", 2.4, "the application does not accept fast enough"), new Guess("php-fpm-saturated", 0.4, "a php-fpm pool does that when all its children are busy")),
        .. Both("no local port or address was left for {peer} {times}", 99, null,
            new Guess("ephemeral-ports", 2.8, "every local port towards it is in use or waiting to be free"), new Guess("conntrack-full", -1, "the connection-tracking table may be full")),
        new("connect-to-failed", "the queue of {peer} was full {times}",
            new Guess("php-fpm-saturated", 2.0, "every child of the pool is busy"), new Guess("backlog-overflow", 1.6, "the queue is too short for the load"))
            { Errno = 11, Peer = "unix:", Scheme = "fastcgi" },
        new("upstream-timed-out", "connecting to {peer} timed out {times}",
            new Guess("connect-timeout", 1.6, "no answer came to the attempts"), new Guess("firewall-blocked", 1.1, "packets may be dropped on the way"),
            new Guess("backlog-overflow", 0.8, "its accept queue may be full"), new Guess("host-unreachable", 0.2, "the machine may be gone"),
            new Guess("container-address-stale", 0.0, "the address may be an old one"), new Guess("dns-stale", 0.0, "the name may have another address by now"),
            new Guess("conntrack-full", -1.2, "the connection-tracking table may be full"),
            new Guess("container-network", -1.2, "two containers may share no network")) { Action = Connecting },
        new("no-live-upstreams", "no peer of {peer} was taken for alive {times}",
            new Guess("upstream-down", 0.8, "all of them have failed before"), new Guess("peer-state-cached", 0.6, "they may be well again by now"),
            new Guess("slow-upstream", 0.0, "they may have been too slow"), new Guess("connect-timeout", -0.3, "they may be out of reach")) { IsEcho = true },
        new("no-resolver-defined", "{name} had to be resolved {times}, and there is no resolver for it", new Guess("resolver-missing", 5, "nginx resolves names in variables only with a resolver")),
        new("could-not-be-resolved", "{name} could not be resolved {times} ({text})", new Guess("dns-failure", 4, "the resolver has no answer for it")),
        new("service-not-resolved", "{name} could not be resolved {times} ({text})", new Guess("dns-failure", 4, "the resolver has no answer for it")),
        new("resolver-dns-error", "the resolver answered with an error {times} ({text})", new Guess("dns-failure", 3, "it has no answer for the name")),
        new("recv-failed", "the resolver gave no answer {times}", new Guess("dns-failure", 2.6, "nothing answers at its address")) { Action = "resolving" },
        new("send-failed", "the resolver could not be asked {times}", new Guess("dns-failure", 2.6, "nothing answers at its address")) { Action = "resolving" },
        new("host-not-found-in-upstream", "{name} had no address when the configuration was loaded ({times})",
            new Guess("dns-failure", 3.2, "the name does not resolve"), new Guess("config-invalid", 1.2, "the configuration does not load then")),
    ];

    // The same error is told at once (connect(2) itself fails) or later.
    private static IEnumerable<PointingRow> Both(string says, int errno, string? peer, params ImmutableArray<Guess> guesses) =>
    [
        new("connect-failed", says, guesses) { Errno = errno, Peer = peer },
        new("connect-to-failed", says, guesses) { Errno = errno, Peer = peer },
    ];
}
