using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A listener on this host that could be the application a target is meant to reach, and why.</summary>
/// <param name="Listener">The socket.</param>
/// <param name="Endpoint">An address at which nginx could reach it.</param>
/// <param name="Owner">Its oldest process; null when that could not be seen.</param>
/// <param name="Probe">What it answered in the target's protocol; null until asked.</param>
/// <param name="Ties">What ties it to the target, strongest first; empty when only the protocol fits.</param>
public sealed record Relative(Listener Listener, PeerAddress Endpoint, HostProcess? Owner, ProbeResult? Probe, ImmutableArray<Tie> Ties)
{
    /// <summary>"node (pid 4711)", or "a process that could not be seen".</summary>
    public string OwnerText => Owner is null ? "a process that could not be seen" : $"{Owner.Name} (pid {Owner.Pid}{(Owner.Unit is null ? "" : ", " + Owner.Unit)})";

    /// <summary>It speaks the target's protocol.</summary>
    public bool Speaks => Probe is { Answered: true, Spoken: null };

    /// <summary>Sum of the ties' weights.</summary>
    public double Kinship => Ties.Sum(t => t.Weight);
}

/// <summary>One thing that ties a listener to a target (positive) or sets it apart (negative).</summary>
public sealed record Tie(double Weight, string Text);

/// <summary>Finds the relatives of a target: who else on this host could be the application that nginx looks for.</summary>
public static class Relatives
{
    // Bounds the probes that one dead peer can cause.
    private const int Most = 16;

    // Servers that come with a host and are no application behind nginx, though some of them speak HTTP.
    private static readonly HashSet<string> Infrastructure = new(StringComparer.Ordinal)
    {
        "sshd", "systemd", "systemd-resolve", "systemd-network", "dnsmasq", "named", "unbound", "rpcbind", "cupsd", "chronyd", "ntpd",
        "exim4", "master", "dovecot", "mysqld", "mariadbd", "postgres", "redis-server", "valkey-server", "memcached", "mongod",
        "rabbitmq-server", "beam.smp", "epmd", "dockerd", "containerd", "snapd", "node_exporter", "nginx_exporter", "mysqld_exporter",
        "prometheus", "promtail", "telegraf", "zabbix_agentd", "collectd", "netdata", "nginx", "gatemedic",
    };

    /// <summary>The question that tells whether a relative speaks a protocol: the same for every target, so it is asked once.</summary>
    public static ProbePeer Question(Target target, PeerAddress endpoint) =>
        Survey.Probe(target, endpoint) with { Request = new ProbeRequest("localhost") };

    /// <summary>Listeners in nginx's network namespace that no other route claims, closest first.</summary>
    public static ImmutableArray<Relative> RelativesOf(this Target target)
    {
        var scene = target.Scene;
        return [.. scene.Listeners.Seen.OrEmpty()
            .Where(l => target.NetNs.Length == 0 || l.NetNs == target.NetNs)
            .Where(l => l.Path is null || l.Path.StartsWith('/'))
            .Where(l => !scene.ClaimsOn(l).Any())
            .Select(l => ToRelative(target, l))
            .Where(r => r.Owner is null || !Infrastructure.Contains(r.Owner.Name))
            .OrderByDescending(r => r.Kinship)
            .DistinctBy(r => (r.Listener.Port, r.Listener.Path, r.Owner?.Pid))
            .Take(Most)];
    }

    private static Relative ToRelative(Target target, Listener listener)
    {
        var endpoint = listener.Path is { } path
            ? new PeerAddress("", 0, path)
            : new PeerAddress(listener.IsWildcard ? "127.0.0.1" : listener.Address, listener.Port);
        var owner = target.Scene.OwnerOf(listener);
        var answer = target.Scene.AnswerTo(Question(target, endpoint)) as ProbeAnswer;
        return new Relative(listener, endpoint, owner, answer?.Result.Seen, [.. Kinship.Ties(target, listener, owner).OrderByDescending(t => t.Weight)]);
    }
}
