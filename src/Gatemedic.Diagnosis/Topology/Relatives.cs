using System.Collections.Immutable;
using System.Net;
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
    public string OwnerText => Owner is null ? "a process that could not be seen" : $"{Owner.Name} (pid {Owner.Pid}{Owner.Home()})";

    /// <summary>It speaks the target's protocol.</summary>
    public bool Speaks => Probe is { Answered: true, Spoken: null };

    /// <summary>It could be the application: it speaks the protocol and nothing sets it apart.</summary>
    public bool Fits => Speaks && Kinship >= 0;

    /// <summary>nginx could reach it: no loopback address of another network namespace than nginx's.</summary>
    public required bool IsReachable { get; init; }

    /// <summary>Sum of the ties' weights.</summary>
    public double Kinship => Ties.Sum(t => t.Weight);
}

/// <summary>One thing that ties a listener to a target (positive) or sets it apart (negative).</summary>
public sealed record Tie(double Weight, string Text);

/// <summary>Finds the relatives of a target: who else on this host could be the application that nginx looks for.</summary>
public static class Relatives
{
    // An application of this host that is asked in its own protocol answers in milliseconds; a stranger need not hold up the verdict.
    private const int PatienceMs = 400;

    // Bounds the probes that one dead peer can cause.
    private const int Most = 16;

    /// <summary>The question that tells whether a relative speaks a protocol; what nginx cannot reach is asked from where it lives.</summary>
    public static ProbePeer Question(Target target, Relative relative) => relative.IsReachable
        ? Question(target, relative.Endpoint)
        : Question(target, relative.Endpoint) with { NetNs = ProbeNetNs(target.Scene, relative.Listener) };

    /// <summary>Whether a listener of any network namespace speaks the target's protocol, asked from where it lives.</summary>
    public static ProbePeer QuestionAt(Target target, Listener listener) =>
        Question(target, new PeerAddress(listener.Address == "::" ? "::1" : listener.IsWildcard ? "127.0.0.1" : listener.Address, listener.Port)) with { NetNs = ProbeNetNs(target.Scene, listener) };

    /// <summary>The same of an address: the same for every target, so it is asked once.</summary>
    public static ProbePeer Question(Target target, PeerAddress endpoint) =>
        Survey.Probe(target, endpoint) with { Request = new ProbeRequest("localhost"), PatienceMs = PatienceMs };

    /// <summary>Listeners in the target's network namespace that no other route claims and nginx could reach, closest first.</summary>
    public static ImmutableArray<Relative> RelativesOf(this Target target)
    {
        var scene = target.Scene;
        return [.. scene.Listeners.Seen.OrEmpty()
            .Where(l => IsBeside(target, l))
            .Where(l => l.Path is null || (l.Path.StartsWith('/') && !Infrastructure.IsSocket(l.Path)))
            .Where(l => !scene.ClaimsOn(l).Any() && !IsOwn(target, l))
            .Select(l => ToRelative(target, l))
            .Where(r => r.IsReachable)
            .Where(r => r.Owner is null || !Infrastructure.IsProgram(r.Owner.Name) || r.Owner.Name == target.Protocol.Text())
            .Where(r => !r.Owner.IsPublisher() || !r.Ties.IsEmpty)
            .OrderByDescending(r => r.Kinship)
            .DistinctBy(r => (r.Listener.Port, r.Listener.Path, r.Owner?.Pid))
            .Take(Most)];
    }

    /// <summary>Those that fit, without what another peer that is as dead has more in common with: one application was meant for one address.</summary>
    public static ImmutableArray<Relative> CandidatesOf(this Target target) =>
        [.. target.RelativesOf().Where(r => r.Fits && !target.Scene.Targets().Any(other =>
            other.IsDead && other.Space == target.Space && other.Protocol == target.Protocol && other.Address != target.Address
            && Kinship.Ties(other, r.Listener, r.Owner).Sum(t => t.Weight) > r.Kinship))];

    /// <summary>Listeners on the target's own port, in its network namespace, at which its connections do not arrive; those that speak its protocol first.</summary>
    public static ImmutableArray<Relative> SamePortElsewhere(this Target target) =>
        target.Address.IsUnix ? [] :
        [.. target.Scene.Listeners.Seen.OrEmpty()
            .Where(l => l.Path is null && l.Port == target.Address.Port && IsBeside(target, l))
            .Where(l => !target.Endpoints.Any(e => Arrives(l, e)))
            .Select(l => ToRelative(target, l))
            .OrderByDescending(r => r.Speaks)
            .Take(Most)];

    /// <summary>
    /// nginx's own front door: a socket that a process of it holds, or, where the holders cannot be seen, one that stands where a configuration
    /// has nginx listen. Sending requests there would send them round in a circle.
    /// </summary>
    private static bool IsOwn(Target target, Listener listener) =>
        target.Scene.Masters.Seen.OrEmpty().Any(m => listener.Pids.OrEmpty().Any(pid => pid == m.Pid || m.Workers.OrEmpty().Contains(pid)))
        || target.Scene.Instances.Any(i => (target.Scene.MasterOf(i)?.NetNs ?? listener.NetNs) == listener.NetNs && i.Model() is { } model && model.Servers.SelectMany(s => s.Listens).Any(l => Stands(listener, l)));

    private static bool Stands(Listener listener, Listen listen) =>
        listener.Path is { } path ? listen.Address == "unix:" + path
        : listen is { Udp: false } && listen.Port == listener.Port
            && (listener.IsWildcard || listen.Address is "*" or "0.0.0.0" or "[::]" || listen.Address.Trim('[', ']') == listener.Address);

    /// <summary>Within one family, connections to the endpoint surely arrive at the listener.</summary>
    private static bool Arrives(Listener listener, PeerAddress endpoint) =>
        IPAddress.TryParse(endpoint.Host, out var wanted) && IPAddress.TryParse(listener.Address, out var bound)
        && (bound.IsIPv4MappedToIPv6 ? bound.MapToIPv4() : bound) is var address
        && address.AddressFamily == wanted.AddressFamily && (listener.IsWildcard || address.Equals(wanted));

    /// <summary>In the network namespace in which the target's endpoints stand; any where that is not known.</summary>
    private static bool IsBeside(Target target, Listener listener) => target.Space is { } space && (space.Length == 0 || listener.NetNs == space);

    private static Relative ToRelative(Target target, Listener listener)
    {
        var isAtHome = target.NetNs.Length == 0 || listener.NetNs == target.NetNs;
        var endpoint = isAtHome ? AtHome(target, listener) : Elsewhere(target, listener);
        var owner = target.Scene.OwnerOf(listener);
        var isReachable = isAtHome || !IPAddress.TryParse(endpoint.Host, out var ip) || !IPAddress.IsLoopback(ip);
        var probe = target.Scene.ProbeFrom(isReachable ? Survey.NetNsOf(target.Scene, target.Instance) : ProbeNetNs(target.Scene, listener), target.Instance, endpoint, target.Protocol);
        return new Relative(listener, endpoint, owner, probe, [.. Kinship.Ties(target, listener, owner).OrderByDescending(t => t.Weight)]) { IsReachable = isReachable };
    }

    // A listener on "::" may be closed to IPv4; where the target is an IPv4 address that refuses, ::1 is where it surely answers.
    private static PeerAddress AtHome(Target target, Listener listener) => listener switch
    {
        { Path: { } path } => new PeerAddress("", 0, path),
        { Address: "::" } when listener.Port == target.Address.Port => new PeerAddress("::1", listener.Port),
        { IsWildcard: true } => new PeerAddress("127.0.0.1", listener.Port),
        _ => new PeerAddress(listener.Address, listener.Port),
    };

    // In a container: by the address that nginx has of it.
    private static PeerAddress Elsewhere(Target target, Listener listener) => listener switch
    {
        { Path: { } path } => new PeerAddress("", 0, path),
        { IsWildcard: true } when target.Endpoints.FirstOrDefault(e => target.SpaceOf(e) == listener.NetNs) is { Host.Length: > 0 } there => there with { Port = listener.Port },
        _ => new PeerAddress(listener.Address, listener.Port),
    };

    private static string ProbeNetNs(Scene scene, Listener listener) => listener.NetNs == scene.HostNetNs() ? "" : listener.NetNs;
}
