using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>In which way the connection to a TCP endpoint does not come about.</summary>
public enum ConnectFailureKind
{
    /// <summary>Nobody says anything until the time is up.</summary>
    Silent,

    /// <summary>The kernel or a router says that there is no way.</summary>
    Unreachable,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>The kernel has no local address and port for it.</summary>
    NoLocalPort,
}

/// <summary>A TCP endpoint of a target to which connections fail, and what shows it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Kind">How.</param>
/// <param name="Errno">errno of the more telling witness; 0 where there is none.</param>
/// <param name="Probe">The probe, where it failed too.</param>
/// <param name="Group">The newest log group that says so.</param>
public sealed record ConnectFailure(PeerAddress Endpoint, ConnectFailureKind Kind, int Errno, Probed? Probe, ErrorGroup? Group);

/// <summary>Finds the failures to connect, and asks what lies on the way.</summary>
public static class ConnectFailures
{
    private const int TimedOut = 110;
    private const int Refused = 111;
    private const int NoAddress = 99;

    // Denied by a module or a prohibit route, EINVAL of a blackhole route, network down or unreachable, host down or unreachable.
    private static readonly int[] NoWay = [1, 13, 22, 100, 101, 112, 113];

    /// <summary>Those that last: of the probe, and of the log where nothing later contradicts it.</summary>
    public static ImmutableArray<ConnectFailure> ConnectFailuresOf(this Target target) => Find(target, target.Current);

    /// <summary>Also those that the probe does not meet: it runs as another user than the worker, and at a quieter time.</summary>
    public static ImmutableArray<ConnectFailure> ConnectFailuresInWindow(this Target target) => Find(target, target.Errors);

    /// <summary>What the packet filters do with nginx's connections to an endpoint.</summary>
    public static FilterTo FilterQuestion(this Target target, PeerAddress endpoint)
    {
        var user = target.Scene.MasterOf(target.Instance)?.WorkerUser.Seen;
        return new FilterTo(endpoint, Survey.NetNsOf(target.Scene, target.Instance), user?.Uid, user?.Gid);
    }

    /// <summary>The answer to <see cref="FilterQuestion"/>; null when it was not asked or could not be had.</summary>
    public static FilterFacts? FilterTo(this Target target, PeerAddress endpoint) => (target.Scene.AnswerTo(target.FilterQuestion(endpoint)) as FilterAnswer)?.Result.Seen;

    /// <summary>Which way packets to an endpoint go.</summary>
    public static RouteTo RouteQuestion(this Target target, PeerAddress endpoint) => new(endpoint.Host, Survey.NetNsOf(target.Scene, target.Instance));

    /// <summary>The answer to <see cref="RouteQuestion"/>; null as above.</summary>
    public static RouteFacts? RouteTo(this Target target, PeerAddress endpoint) => (target.Scene.AnswerTo(target.RouteQuestion(endpoint)) as RouteAnswer)?.Result.Seen;

    /// <summary>Whether the machine of an endpoint is there.</summary>
    public static HailHost HailQuestion(this Target target, PeerAddress endpoint) => new(endpoint.Host, Survey.NetNsOf(target.Scene, target.Instance));

    /// <summary>A sign of life of the endpoint's machine: of another peer on it, or in answer to <see cref="HailQuestion"/>; null when there is none.</summary>
    public static string? SignOfLife(this Target target, PeerAddress endpoint) =>
        target.Scene.AllTargets().Where(t => t.NetNs == target.NetNs).SelectMany(t => t.Probes)
            .Where(p => p.Endpoint.Host == endpoint.Host && p.Endpoint.Port != endpoint.Port)
            .Select(p => p.Result.Connected ? $"its port {p.Endpoint.Port} takes connections" : p.Result.Outcome == ProbeOutcome.Refused ? $"its port {p.Endpoint.Port} refuses connections" : null)
            .FirstOrDefault(s => s is not null)
        ?? (target.Scene.AnswerTo(target.HailQuestion(endpoint)) as HailAnswer)?.Result.Seen?.Sign;

    /// <summary>The network namespace that this nginx lives in, as far as it was looked at; null otherwise.</summary>
    public static NetworkSpace? SpaceOf(this Target target) =>
        (target.Scene.Networks?.Seen ?? default).OrEmpty().FirstOrDefault(s => target.NetNs.Length == 0 || s.NetNs == target.NetNs);

    /// <summary>Adds what shows the failure: the probe, and the log where it has it.</summary>
    public static Verdict Fails(this Verdict verdict, ConnectFailure failure)
    {
        if (failure.Probe is { } probed)
        {
            verdict.For(Weigh.Strong, EvidenceKind.Probe, $"{probed.Endpoint} takes no connection: {probed.Result.Text}", $"probe {probed.Endpoint}");
        }

        if (failure.Group is { } group)
        {
            verdict.For(failure.Probe is null ? Weigh.Strong : Weigh.Slight, EvidenceKind.Log, group.Says($"{group.AsWritten()} while connecting to {group.Peer}"), group.Samples[0].Source);
        }

        return verdict;
    }

    private static ImmutableArray<ConnectFailure> Find(Target target, ImmutableArray<ErrorGroup> groups) =>
        [.. target.Endpoints.Where(e => !e.IsUnix).Select(e => Of(target, e, groups)).OfType<ConnectFailure>()];

    private static ConnectFailure? Of(Target target, PeerAddress endpoint, ImmutableArray<ErrorGroup> groups)
    {
        var said = groups.FirstOrDefault(g => g.Action == "connecting to upstream" && g.Peer == endpoint.ToString() && Kind(g.Errno ?? 0) is not null);
        var probed = target.Probes.FirstOrDefault(p => p.Endpoint == endpoint && !p.Result.Connected);
        var (logged, seen) = (Kind(said?.Errno ?? 0), probed is null ? null : Kind(probed.Result.Errno) ?? (probed.Result.Outcome == ProbeOutcome.TimedOut ? ConnectFailureKind.Silent : null));

        // Whoever waits longer hears more: nginx may give up before the kernel does, and the probe before nginx.
        return seen == ConnectFailureKind.Silent && logged == ConnectFailureKind.Unreachable ? new ConnectFailure(endpoint, logged.Value, said!.Errno ?? 0, probed, said)
            : seen is { } kind ? new ConnectFailure(endpoint, kind, probed!.Result.Errno, probed, said)
            : logged is { } only ? new ConnectFailure(endpoint, only, said!.Errno ?? 0, null, said)
            : null;
    }

    private static ConnectFailureKind? Kind(int errno) => errno switch
    {
        TimedOut => ConnectFailureKind.Silent,
        Refused => ConnectFailureKind.Refused,
        NoAddress => ConnectFailureKind.NoLocalPort,
        _ when NoWay.Contains(errno) => ConnectFailureKind.Unreachable,
        _ => null,
    };
}
