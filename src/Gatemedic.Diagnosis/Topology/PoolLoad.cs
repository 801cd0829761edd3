using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>How busy the PHP-FPM pool behind a peer is, as its accept queue, its children and its status page tell.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Children">Its children that were seen.</param>
/// <param name="Waiting">Connections that no child has accepted yet.</param>
/// <param name="Status">What it said of itself; null when it was not asked or could not be.</param>
/// <param name="LimitLine">What its log says of pm.max_children since it was started; null when nothing.</param>
public sealed record PoolLoad(FpmPool Pool, ImmutableArray<HostProcess> Children, int Waiting, FpmStatus? Status, WitnessGroup? LimitLine)
{
    // It says so once when it reaches the limit, and again only when it has been below it since.
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LogDelay = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<Target, StrongBox<PoolLoad?>> Known = [];

    /// <summary>pm.max_children; null when it is not written.</summary>
    public int? Limit => Pool.Number("pm.max_children");

    /// <summary>Its status page is answered by a child of its own: where that answers, a child was free.</summary>
    public bool AnswersByItself => Pool.Setting("pm.status_listen") is null;

    /// <summary>As many children as it may have, none of them stopped.</summary>
    public bool IsAtLimit => Limit is > 0 and var limit && (Status?.Load?.Total ?? Children.Length) >= limit && Children.All(c => c.State != 'T');

    /// <summary>Every child works on a request and further ones wait, or nobody is left to answer for the status page.</summary>
    public bool IsFull => IsAtLimit && Status switch
    {
        // An idle child accepts at once: where connections wait, there is none.
        { Load: { } load } when !AnswersByItself => load.Idle == 0 && load.Active >= Limit,
        { Load: not null } or { Pinged: true } => false,
        _ => Waiting > 0,
    };

    /// <summary>"all 5 children of pool www (pm.max_children = 5) are busy, and 3 connections wait".</summary>
    public string Text => $"all {Limit} children of pool {Pool.Name} (pm.max_children = {Limit}) are busy{(Queue > 0 ? $", and {Queue.Counted("connection waits", "connections wait")}" : "")}";

    /// <summary>Its log says that it reached its limit when these errors happened, or shortly before.</summary>
    public bool WasFullDuring(ErrorGroup errors) => LimitLine is { } line && IsOf(line, errors);

    /// <summary>The log of the target's own pool, whose configuration is not known, says that it reached its limit when these errors happened; else null.</summary>
    public static WitnessGroup? LimitDuring(Target target, IEnumerable<ErrorGroup> errors) =>
        target.Told("fpm-max-children").Select(t => t.Group).FirstOrDefault(limit => errors.Any(e => IsOf(limit, e)));

    private static bool IsOf(WitnessGroup limit, ErrorGroup errors) =>
        limit.Samples.OrEmpty().Select(s => s.Time).Append(limit.Last).Any(time => time >= errors.First - Lasting && time <= errors.Last + LogDelay);

    /// <summary>Connections that wait, as the socket or the status page tells.</summary>
    public int Queue => Math.Max(Waiting, Status?.Load?.Queue ?? 0);

    /// <summary>What is known of the pool behind a peer; null where none is known.</summary>
    public static PoolLoad? Of(Target target) => Known.GetValue(target, t => new StrongBox<PoolLoad?>(Find(t))).Value;

    /// <summary>The question for the pool's own pages; null where it has none.</summary>
    public static AskFpm? Question(Target target, FpmPool pool)
    {
        var (status, ping) = (pool.Setting("pm.status_path")?.Value, pool.Setting("ping.path")?.Value);
        var endpoint = target.Endpoints.FirstOrDefault();
        var address = pool.Setting("pm.status_listen")?.Value is { Length: > 0 } apart ? AddressOf(apart) : endpoint;
        return address is null || (status is not ['/', ..] && ping is not ['/', ..])
            ? null
            : new AskFpm(
                address, status is ['/', ..] ? status : null, ping is ['/', ..] ? ping : null,
                Survey.NetNsOf(target.Scene, target.Instance), Survey.RootOf(target.Scene, target.Instance, address));
    }

    private static PoolLoad? Find(Target target)
    {
        if (target.PoolOf() is not { } pool)
        {
            return null;
        }

        var title = $"php-fpm: pool {pool.Name}";
        return new PoolLoad(
            pool,
            [.. target.Scene.Processes.Seen.OrEmpty().Where(p => p.ParentPid == pool.MasterPid && p.Command.TrimEnd() == title)],
            target.Endpoints.SelectMany(target.ListenersOn).Select(l => l.Queue ?? 0).DefaultIfEmpty().Max(),
            Question(target, pool) is { } question ? (target.Scene.AnswerTo(question) as FpmAnswer)?.Result.Seen : null,
            LimitLines(target, pool.Name).FirstOrDefault(l => !(l.Last < target.Scene.Process(pool.MasterPid)?.StartedAt)));
    }

    /// <summary>"reached pm.max_children" in logs of PHP-FPM, newest first.</summary>
    /// <param name="target">The peer that a pool is behind.</param>
    /// <param name="pool">Whose; null where it is not known: any pool's of this host, and of a log that the user named those that are the target's.</param>
    public static ImmutableArray<WitnessGroup> LimitLines(Target target, string? pool) =>
        [.. (target.Scene.Witnesses?.Seen ?? default).OrEmpty().Where(l => pool is not null || !l.IsNamed).SelectMany(l => l.Groups.OrEmpty())
            .Where(g => g.Signature == "fpm-max-children" && (pool is null || g.Samples[0].Fields.GetValueOrDefault("pool") == pool))
            .Concat(pool is null ? target.Told("fpm-max-children").Where(t => t.Log.IsNamed).Select(t => t.Group) : [])
            .OrderByDescending(g => g.Last)];

    /// <summary>"/run/x.sock", "9001", "127.0.0.1:9001" or "[::1]:9001", as a pool writes what it listens on.</summary>
    private static PeerAddress? AddressOf(string listen)
    {
        var colon = listen.LastIndexOf(':');
        var host = colon > 0 ? listen[..colon].Trim('[', ']') : "127.0.0.1";
        return listen.StartsWith('/') ? new PeerAddress("", 0, listen)
            : int.TryParse(listen[(colon + 1)..], out var port) && port is > 0 and < 65_536 ? new PeerAddress(host is "*" or "0.0.0.0" ? "127.0.0.1" : host, port)
            : null;
    }
}
