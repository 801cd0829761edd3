using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Gateway errors in the access log that nginx did not make itself.</summary>
/// <param name="Status">502, 503 or 504.</param>
/// <param name="Count">How many.</param>
/// <param name="Paths">Some of the paths.</param>
/// <param name="Source">Where to look again.</param>
/// <param name="Weight">How surely the upstream sent them.</param>
/// <param name="Because">What shows it.</param>
internal sealed record OwnAnswers(int Status, long Count, ImmutableArray<string> Paths, string Source, double Weight, string Because)
{
    private static readonly int[] Statuses = [502, 503, 504];

    // nginx cuts times down to the second, and writes the access line after the error line.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(2);

    /// <summary>Those of a target that nothing later contradicts.</summary>
    public static ImmutableArray<OwnAnswers> Of(Target target) =>
        HasPeerFields(target) ? [.. Statuses.SelectMany(status => target.Accesses(status)).Select(g => FromGroup(target, g)).OfType<OwnAnswers>()] : [.. FromPaths(target)];

    private static bool HasPeerFields(Target target) =>
        target.Instance.Logs.Any(l => l.Summary.Seen?.Accesses.OrEmpty().Any(g => g.PeerStatuses.OrEmpty().Length > 0) == true);

    private static OwnAnswers? FromGroup(Target target, AccessGroup group)
    {
        // What nginx makes itself of a failure has the same number in $upstream_status; 503 it never makes of one.
        if (group.PeerStatuses.LastOrDefault() != $"{group.Status}" || (group.Status != 503 && HasErrorLine(target, group.First, group.Last)))
        {
            return null;
        }

        var sure = group.Status == 503 || IsErrorLogWhole(target);
        return new OwnAnswers(
            group.Status, group.Count, [.. group.Samples.Select(s => s.Path).Distinct()], group.Samples[0].Source, sure ? Weigh.Decisive : Weigh.Moderate,
            $"$upstream_status is {group.Status} too{(group.Status == 503 ? ", which nginx never makes of a failure" : sure ? ", and nginx's error log has no line for it" : "")}");
    }

    /// <summary>A log without $upstream_status tells by the silence of the error log.</summary>
    private static IEnumerable<OwnAnswers> FromPaths(Target target)
    {
        if (!IsErrorLogWhole(target) || target.Instance.Model() is not { } model || target.SharesItsRoutes)
        {
            return [];
        }

        return
            from log in target.Instance.Logs
            from record in log.Summary.Seen?.Paths.OrEmpty() ?? []
            where Statuses.Contains(record.LastFailureStatus) && !record.EndsWell && !HasErrorLine(target, record.LastFailure, record.LastFailure)
            where Uri.TryCreate($"http://{record.Host ?? Host(target)}{record.Path}", UriKind.Absolute, out var url) && IsRouted(model.Route(url).Pass, target)
            group (record, log.Path) by record.LastFailureStatus into same
            select new OwnAnswers(
                same.Key, same.Sum(s => s.record.Failures), [.. same.Select(s => s.record.Path).Take(3)], same.First().Path,
                // limit_req and limit_conn answer 503 too, and their line may be below the level of the log.
                same.Key == 503 && target.Passes.Any(p => IsLimited(model, p)) ? Weigh.Slight : Weigh.Strong,
                "nginx's error log has no line for it");
        static bool IsRouted(Pass? pass, Target target) => pass is not null && target.Passes.Any(p => ReferenceEquals(p.Directive, pass.Directive));
    }

    private static bool IsLimited(ConfigModel model, Pass pass) =>
        model.EffectiveAll(pass, "limit_req").Concat(model.EffectiveAll(pass, "limit_conn")).Any(v => v.File is not null);

    private static string Host(Target target) => target.Passes[0].Server.Names.FirstOrDefault(n => Uri.CheckHostName(n) == UriHostNameType.Dns) ?? "localhost";

    /// <summary>nginx itself had a failure then: of this peer, before it chose any, or of one that its configuration no longer names.</summary>
    private static bool HasErrorLine(Target target, DateTimeOffset first, DateTimeOffset last) =>
        target.Instance.Logs.SelectMany(l => l.Summary.Seen?.Errors.OrEmpty() ?? [])
            .Where(g => g.First <= last + Near && g.Last >= first - Near && SignatureCatalog.Find(g.Signature)?.Status is "502" or "504" or "503")
            .Any(g => !target.Scene.AllTargets().Any(t => t.Instance == target.Instance && t.Key != target.Key && t is { Declared: not null, Former: null } && t.Errors.Contains(g)));

    private static bool IsErrorLogWhole(Target target) =>
        target.Instance.Logs.Where(l => l.Kind == LogKind.Error).ToList() is { Count: > 0 } logs && logs.All(l => l.Summary.Seen is { Cut: null, Tells: true });
}
