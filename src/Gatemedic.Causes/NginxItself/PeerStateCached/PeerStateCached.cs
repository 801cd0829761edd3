using System.Globalization;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>The application is well again, and nginx still holds it for failed.</summary>
public sealed class PeerStateCached : ICause
{
    private const string NoLive = "no-live-upstreams";

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("peer-state-cached", CauseGroup.NginxItself)
    {
        Rivals = ["upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where target is { Upstream: not null, Former: null, IsWell: true }
        let refused = target.Errors.FirstOrDefault(g => g.Signature == NoLive && g.Peer == target.Upstream?.Name)
        let held = HeldPeer.Of(target)
        where refused is not null && held is not null
        select Judge(target, refused, held);

    private static Verdict Judge(Target target, ErrorGroup refused, HeldPeer held)
    {
        var (scene, name) = (target.Scene, target.Upstream!.Name);
        var verdict = new Verdict(target);
        var now = scene.Clock.Now;
        verdict.For(Weigh.Strong, EvidenceKind.Log, refused.Says($"no live upstreams in \"{name}\""), refused.Samples[0].Source);
        verdict.For(Weigh.Strong, EvidenceKind.Probe, $"{target.Probes[0].Endpoint} answers now: {target.Probes[0].Result.Text}", $"probe {target.Probes[0].Endpoint}");
        if (now > held.Until)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Config, $"its last failure was at {held.Failures.Last:HH:mm:ss}, and nginx tries it again after fail_timeout={Seconds(held.FailTimeout)}", target.Where);
        }

        if (Answered(target, refused) is { } answered)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Log, $"{answered.Path} was answered since", "access log");
        }

        if (scene.TargetsOf(target.Instance, target.Upstream).FirstOrDefault(t => t.Key != target.Key && t.IsWell && !(HeldPeer.Of(t)?.Until >= now)) is { } free)
        {
            return verdict.Against(Weigh.Decisive, EvidenceKind.Config, $"nginx is free to use {free.Address}, another server of {name}, which answers", free.Where);
        }

        var left = held.Until - now;
        verdict.For(
            Weigh.Moderate,
            EvidenceKind.Config,
            $"it failed last at {held.Failures.Last:HH:mm:ss} ({held.Failures.AsWritten()}), and fail_timeout={Seconds(held.FailTimeout)} keeps nginx from trying it for another {Seconds(left)}",
            target.Where);
        if (Start(target) is { } start && refused.Last.AddSeconds(1) > start)
        {
            verdict.For(Weigh.Moderate, EvidenceKind.Process, $"the application runs since {start:HH:mm:ss}, and nginx still refused at {refused.Last:HH:mm:ss}", "ps -o lstart");
        }

        // The other servers of the block are well too, and of as little use.
        verdict.Severity = Severity.Critical;
        verdict.Title = $"nginx still holds the servers of \"{name}\" for failed, though {target.Address} answers again";
        verdict.Explanation =
            $"After a failure nginx leaves a server of an upstream block out for fail_timeout, here {Seconds(held.FailTimeout)}, and when none is left it answers 502 with \"no live upstreams\" without trying any. " +
            $"The application is well again; nginx tries it in at most {Seconds(left)} by itself, or at once after a reload.";
        verdict.Remedies = PeerStateCachedRemedy.For(target, left);
        return verdict;
    }

    /// <summary>When the youngest application behind it started; null when that could not be seen.</summary>
    private static DateTimeOffset? Start(Target target) =>
        target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().Select(p => (DateTimeOffset?)p.StartedAt).Max();

    /// <summary>A path that got "no live upstreams" and whose last answer in the access log is a good one.</summary>
    private static PathRecord? Answered(Target target, ErrorGroup refused)
    {
        var paths = FailingRoutes.PathsOf([refused], int.MaxValue);
        return target.Instance.Logs.SelectMany(l => l.Summary.Seen?.Paths.OrEmpty() ?? []).FirstOrDefault(r => r.EndsWell && paths.Contains(r.Path));
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)}s");
}
