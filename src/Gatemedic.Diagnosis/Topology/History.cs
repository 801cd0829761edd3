using System.Runtime.CompilerServices;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>What the access logs tell about a peer's past.</summary>
public static class History
{
    // The first workers start within this time of their master; those of a reload start later.
    private static readonly TimeSpan FirstWorkers = TimeSpan.FromMilliseconds(20);

    // Asked for every listener that is weighed against the target, and found by routing every path that failed.
    private static readonly ConditionalWeakTable<Target, StrongBox<DateTimeOffset?>> Known = [];

    /// <summary>When the peer last gave an answer, as far as the access log tells; null when it does not.</summary>
    public static DateTimeOffset? LastAnswered(this Target target) => Known.GetValue(target, t => new StrongBox<DateTimeOffset?>(Find(t))).Value;

    private static DateTimeOffset? Find(Target target)
    {
        var endpoints = target.Endpoints.Select(e => e.ToString()).ToHashSet();
        var onlyTarget = target.IsOnlyOne;
        var named = target.Instance.Logs
            .SelectMany(l => l.Summary.Seen?.Accesses.OrEmpty() ?? [])
            .Where(g => g.Peers.Length > 0 ? endpoints.Contains(g.Peers[^1]) && IsAnswer(g.PeerStatuses.LastOrDefault()) : onlyTarget && g.Status is >= 200 and < 300 && target.IsOfItsTime(g.Last))
            .Select(g => (DateTimeOffset?)g.Last);
        return named.Concat(target.SuccessesOnItsPaths()).Max();
    }

    /// <summary>
    /// The earliest time that its last answer can have, where the access log names the peer or a path that leads to it alone; null otherwise.
    /// nginx cuts times down to the second, but answered nothing before it started.
    /// </summary>
    public static DateTimeOffset? SurelyAnswered(this Target target)
    {
        var endpoints = target.Endpoints.Select(e => e.ToString()).ToHashSet();
        var named = target.Instance.Logs.SelectMany(l => l.Summary.Seen?.Accesses.OrEmpty() ?? [])
            .Where(g => g.Peers.Length > 0 && endpoints.Contains(g.Peers[^1]) && IsAnswer(g.PeerStatuses.LastOrDefault()))
            .Select(g => (DateTimeOffset?)g.Last);
        return named.Concat(target.SuccessesOnItsPaths()).Concat(target.SampledSuccesses()).Max() is not { } answered ? null
            : target.Scene.MasterOf(target.Instance)?.StartedAt is { } begun && begun > answered && begun < answered.AddSeconds(1) ? begun
            : answered;
    }

    /// <summary>The access log names an answer of this one address.</summary>
    public static bool HasAnswered(this Target target, PeerAddress endpoint) =>
        target.Instance.Logs.SelectMany(l => l.Summary.Seen?.Accesses.OrEmpty() ?? [])
            .Any(g => g.Peers.LastOrDefault() == endpoint.ToString() && IsAnswer(g.PeerStatuses.LastOrDefault()));

    /// <summary>
    /// The access log covers nginx's whole life, holds requests for the peer, and none was answered; false when that cannot be told.
    /// </summary>
    public static bool NeverAnswered(this Target target)
    {
        var logs = target.Instance.Logs.Where(l => l.Kind == LogKind.Access).Select(l => l.Summary.Seen).ToList();
        var endpoints = target.Endpoints.Select(e => e.ToString()).ToHashSet();
        return target.Scene.MasterOf(target.Instance) is { } master
            && logs.Count > 0
            && logs.All(s => s is { Cut: null, Dropped: 0 })
            && !(target.Scene.Clock.Since > master.StartedAt)
            && target.IsOfItsTime(master.StartedAt)
            && logs.Any(s => s!.Accesses.OrEmpty().Any(g => g.Peers.Length > 0 ? g.Peers.Any(endpoints.Contains) : target.IsOnlyOne))
            && target.LastAnswered() is null;
    }

    /// <summary>Successes of which every sample leads to this peer alone.</summary>
    private static IEnumerable<DateTimeOffset?> SampledSuccesses(this Target target) =>
        target.SharesItsRoutes ? [] :
        from log in target.Instance.Logs
        from access in log.Summary.Seen?.Accesses.OrEmpty() ?? []
        where access.Peers.IsEmpty && access.Status is >= 200 and < 400 && !access.Samples.IsEmpty && target.IsOfItsTime(access.Last)
        where access.Samples.All(s => s.Path is { } path && target.LeadsHere(null, path))
        select (DateTimeOffset?)access.Last;

    /// <summary>nginx sends requests for this path to this peer.</summary>
    private static bool LeadsHere(this Target target, string? host, string path)
    {
        var name = host ?? target.Passes.FirstOrDefault()?.Server.Names.FirstOrDefault(n => Uri.CheckHostName(n) == UriHostNameType.Dns) ?? "localhost";
        return target.Instance.Model() is { } model && Uri.TryCreate($"http://{name}{path}", UriKind.Absolute, out var url)
            && model.Route(url).Pass is { } pass && target.Passes.Any(p => ReferenceEquals(p.Directive, pass.Directive));
    }

    /// <summary>Successes on paths that failed and lead to this peer alone: what a log without $upstream_addr still tells.</summary>
    private static IEnumerable<DateTimeOffset?> SuccessesOnItsPaths(this Target target)
    {
        if (target.Passes.IsEmpty || target.SharesItsRoutes)
        {
            return [];
        }

        return target.Instance.Logs
            .SelectMany(l => l.Summary.Seen?.Paths.OrEmpty() ?? [])
            .Where(r => r.LastSuccess is not null && target.LeadsHere(r.Host, r.Path))
            .Select(r => r.LastSuccess)
            .Where(answered => target.IsOfItsTime(answered!.Value));
    }

    /// <summary>
    /// nginx already had the configuration that is on disk when it logged this: what a log without $upstream_addr tells of an
    /// earlier time may have been another peer's answer. nginx cuts times down to the second.
    /// </summary>
    private static bool IsOfItsTime(this Target target, DateTimeOffset logged)
    {
        if (target.Instance.ModifiedAt is not { } modified || target.Scene.MasterOf(target.Instance) is not { } master)
        {
            return true;
        }

        // An older file that was put back keeps its time: what was loaded before that reload is not known.
        var isReloaded = master.LoadedAt - master.StartedAt > FirstWorkers;
        if (isReloaded && target.Instance.TouchedAt > master.StartedAt && logged.AddSeconds(1) <= master.LoadedAt)
        {
            return false;
        }

        // Where nginx was reloaded, an edit after its start is what it was reloaded for; else so near an edit came before.
        var gap = isReloaded ? TimeSpan.Zero : ProcessClock.Gap;
        return master.StartedAt + gap >= modified
            ? logged.AddSeconds(1) > master.StartedAt
            : logged >= modified && master.LoadedAt >= modified;
    }

    private static bool IsAnswer(string? status) => status is { Length: 3 } && status[0] is '2' or '3' or '4';
}
