using System.Collections.Immutable;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>
/// One peer as one nginx reaches it by one protocol, with everything that the Scene holds about it. Derived from a Scene,
/// never serialised.
/// </summary>
public sealed class Target
{
    /// <summary>The Scene it was derived from.</summary>
    public required Scene Scene { get; init; }

    /// <summary>The nginx that uses it.</summary>
    public required NginxInstance Instance { get; init; }

    /// <summary>What nginx speaks to it.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>Where nginx is told to find it; a name is not resolved here.</summary>
    public required PeerAddress Address { get; init; }

    /// <summary>The upstream block it is a server of, or null.</summary>
    public UpstreamBlock? Upstream { get; init; }

    /// <summary>The server line of the upstream, or the *_pass; null when only a log names this peer.</summary>
    public Directive? Declared { get; init; }

    /// <summary>Routes that lead to it; empty when only a log names this peer.</summary>
    public ImmutableArray<Pass> Passes { get; init; } = [];

    /// <summary>How nginx resolves its name while it serves; null where it does so when it loads, and for what is no name.</summary>
    public RunTimeName? RunTime { get; init; }

    /// <summary>The name and port that led to this address when nginx loaded, and lead elsewhere today; null for every other target.</summary>
    public PeerAddress? Former { get; init; }

    /// <summary>
    /// When the configuration on disk was changed, where it no longer names this peer and nginx has not loaded it: a reload ends
    /// this peer's trouble. Null otherwise, and where a variable or a name leaves open whether it is named.
    /// </summary>
    public DateTimeOffset? ChangedAway { get; init; }

    /// <summary>The literal addresses nginx has for it: itself, or what its name resolves to; empty when it does not.</summary>
    public ImmutableArray<PeerAddress> Endpoints { get; init; } = [];

    /// <summary>Error groups of the window that name it, newest first.</summary>
    public ImmutableArray<ErrorGroup> Errors { get; init; } = [];

    /// <summary>Those of <see cref="Errors"/> that nothing later contradicts.</summary>
    public ImmutableArray<ErrorGroup> Current { get; init; } = [];

    /// <summary>Those of <see cref="Errors"/> since which nothing was changed: what comes now and then stays here although requests are answered in between.</summary>
    public ImmutableArray<ErrorGroup> Unended { get; init; } = [];

    /// <summary>The endpoints that were probed, with what came back.</summary>
    public ImmutableArray<Probed> Probes { get; init; } = [];

    /// <summary>Unique within the instance.</summary>
    public string Key => $"{Protocol.Text()}://{Address}{(Upstream is null ? "" : " in " + Upstream.Name)}";

    /// <summary>file:line of <see cref="Declared"/>, or "error log".</summary>
    public string Where => Declared?.Where ?? "error log";

    /// <summary>Network namespace that nginx reaches it from; empty when that is not known.</summary>
    public string NetNs => Scene.NetNsOf(Instance);

    /// <summary>
    /// Network namespace in which its endpoints stand: nginx's own, the host's, a container's; null where they are another machine's, and
    /// nginx's own where none is known.
    /// </summary>
    public string? Space => Endpoints.IsEmpty ? NetNs : Endpoints.Select(SpaceOf).FirstOrDefault(s => s is not null);

    /// <summary>Its unix socket as the worker sees it; null for TCP and where it was not looked at.</summary>
    public SocketPathFacts? Socket => Address.Path is { } path ? (Scene.AnswerTo(Survey.PathOf(this, path)) as SocketPathAnswer)?.Result.Seen : null;

    /// <summary>Every endpoint was probed and served in the expected protocol, and the worker may do what the probe may.</summary>
    public bool IsWell => Probes.Length > 0 && Probes.All(p => p.Result.Serves && p.Result.Spoken is null) && Socket is not { WorkerMayConnect: false };

    /// <summary>No endpoint that was probed takes connections.</summary>
    public bool IsDead => Probes.Length > 0 && Probes.All(p => !p.Result.Connected);

    /// <summary>
    /// It took the connection and the probe stopped waiting sooner than nginx would: that says nothing about whether it fails.
    /// </summary>
    public bool IsStillThinking(Probed probed) =>
        probed.Result is { Outcome: ProbeOutcome.TimedOut, Stage: ProbeStage.Header } && Tongues.Foreign(this, probed) is null
        && !(NginxUnits.TryParseTime(Effective(Protocol.DirectivePrefix() + "read_timeout")?.Text ?? "60s", out var patience)
            && patience.TotalMilliseconds <= probed.Result.ElapsedMs);

    /// <summary>Another peer of its upstream block is well: a failure costs some requests, not the route.</summary>
    public bool HasLiveSibling => Upstream is not null
        && Scene.TargetsOf(Instance, Upstream).Any(t => t.Key != Key && !ReferenceEquals(t.Declared, Declared) && t.IsWell);

    /// <summary>Its nginx has no other, nor can a variable lead to one: a log line that names no peer can only mean this one.</summary>
    public bool IsOnlyOne => Scene.TargetsOf(Instance).Count() == 1 && Instance.Model()?.Passes.All(p => p.Undecided is null) != false;

    /// <summary>Endpoints whose probe ended so.</summary>
    public IEnumerable<Probed> With(ProbeOutcome outcome) => Probes.Where(p => p.Result.Outcome == outcome);

    /// <summary>Requests of its routes go to other peers too: what the access log says of a path need not be said of it.</summary>
    public bool SharesItsRoutes => Upstream is { Servers.Length: > 1 } || Passes.Any(p => p.IsAlternative);

    /// <summary>Groups of <see cref="Current"/> with one of these signatures.</summary>
    public IEnumerable<ErrorGroup> Saying(params string[] signatures) => Current.Where(g => signatures.Contains(g.Signature));

    /// <summary>The first route's effective value; null when no route is known.</summary>
    public EffectiveValue? Effective(string directive) =>
        Passes.Length == 0 ? null : Instance.Model()?.Effective(Passes[0], directive);

    /// <summary>An address of the machine or container in which this nginx lives.</summary>
    public bool IsLocal(PeerAddress endpoint) => Scene.IsLocal(Instance, endpoint);

    /// <summary>Network namespace in which connections to this endpoint arrive; null where that is another machine's.</summary>
    public string? SpaceOf(PeerAddress endpoint) => Scene.SpaceOf(Instance, endpoint);

    /// <summary>Listeners that take connections to this endpoint, in the network namespace in which they arrive.</summary>
    public IEnumerable<Listener> ListenersOn(PeerAddress endpoint) => SpaceOf(endpoint) is { } space ? Scene.ListenersOn(endpoint, space) : [];
}

/// <summary>An endpoint and what its probe showed.</summary>
public sealed record Probed(PeerAddress Endpoint, ProbeResult Result);
