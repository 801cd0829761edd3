using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>Asks, judges, asks again, concludes: at most three rounds of questions, then the verdict from whatever is known.</summary>
public sealed class DiagnosisEngine(ImmutableArray<ICause> causes)
{
    // Names first, then peers behind names, then what a cause still wants to know of another place.
    private const int Rounds = 3;

    /// <summary>Completes a live Scene by asking the witnesses, then concludes. When time is up, concludes from what is there.</summary>
    public async Task<Diagnosis> RunAsync(Scene scene, ImmutableArray<IWitness> witnesses, CancellationToken cancellation)
    {
        for (var round = 0; round < Rounds && !cancellation.IsCancellationRequested; round++)
        {
            var open = Survey.Questions(scene).Concat(Judge(scene).SelectMany(v => v.Verdict.Questions))
                .Distinct()
                .Where(q => scene.AnswerTo(q) is null)
                .ToImmutableArray();
            if (open.IsEmpty)
            {
                break;
            }

            var current = scene;
            var answers = await Task.WhenAll(witnesses.Select(w =>
                w.AnswerAsync(current, [.. open.Where(w.CanAnswer)], cancellation))).ConfigureAwait(false);
            scene = scene with { Answers = [.. scene.Answers, .. answers.SelectMany(a => a)] };
        }

        return Conclude(scene);
    }

    /// <summary>Concludes from a Scene as it is; pure.</summary>
    public Diagnosis Conclude(Scene scene)
    {
        var verdicts = Judge(scene);
        var findings = Ranking.Rank(verdicts);
        var unexplained = scene.Targets().Where(t => Fails(t) && !Explained(t, findings)).ToImmutableArray();
        return new Diagnosis(HealthOf(scene, findings, unexplained), findings, unexplained, [.. BlindSpots.Of(scene)], scene);
    }

    /// <summary>What every cause thinks, in catalogue order.</summary>
    public ImmutableArray<(CauseProfile Profile, Verdict Verdict)> Judge(Scene scene) =>
        [.. causes.SelectMany(c => c.Judge(scene).Select(v => (c.Profile, v)))];

    /// <summary>A peer that is declared fails when its probe does, or when the log says so and nothing later contradicts it.</summary>
    private static bool Fails(Target target) =>
        target.Probes.Any(p => !p.Result.Serves && !target.IsStillThinking(p) && !IsChoosy(target, p)) || target.Current.Any(g => GatewaySymptom.IsMeantBy(g));

    /// <summary>
    /// It takes the connection and turns the probe away, while the access log shows that it answers what nginx asks: the probe asked the wrong thing,
    /// or came without the client certificate that nginx has.
    /// </summary>
    private static bool IsChoosy(Target target, Probed probed) =>
        probed.Result.Connected && Tongues.Foreign(target, probed) is null && target.Current.IsEmpty
        && (UpstreamTls.Of(target)?.Offer.Own is not null || (target.Errors.IsEmpty && target.LastAnswered() is not null));

    /// <summary>The peer has a finding, here or on another route; or it is another nginx of this host, which has.</summary>
    private static bool Explained(Target target, ImmutableArray<Finding> findings) =>
        findings.Any(f => f.Instance.Id == target.Instance.Id && f.Targets.Any(t => t.Address == target.Address && t.Protocol == target.Protocol))
        || (target.NginxBehind() is { } behind && findings.Any(f => f.Instance.Id == behind.Id) && target.IsEcho(behind));

    private static Health HealthOf(Scene scene, ImmutableArray<Finding> findings, ImmutableArray<Target> unexplained)
    {
        if (findings.Any(f => f.Severity == Severity.Critical) || unexplained.Any(t => !t.HasLiveSibling && !t.IsMirror()))
        {
            return Health.Failing;
        }

        if (findings.Any(f => f.Severity == Severity.Warning) || unexplained.Length > 0 || SilentFailure.Of(scene).Any())
        {
            return Health.Degraded;
        }

        if (scene.Focus.Offline && scene.Instances.Any(EndsBadly))
        {
            return Health.Failing;
        }

        // A question about a route or an upstream that leads to no peer has no answer.
        var missed = scene.Focus is { Url: not null } or { Upstream: not null } && scene.Targets().IsEmpty;
        return !missed && scene.Instances.Any(i => IsSeen(scene, i)) ? Health.Healthy : Health.Unknown;
    }

    /// <summary>The last word of an access log on some path is a gateway error. On a live host the probes know better.</summary>
    private static bool EndsBadly(NginxInstance instance) =>
        instance.Logs.Any(l => l.Summary.Seen?.Paths.OrEmpty().Any(p => p is { LastFailureStatus: 502 or 504, EndsWell: false }) == true);

    /// <summary>What would show trouble was looked at: a peer, a log; or there is nobody to send requests to. A configuration alone shows none.</summary>
    private static bool IsSeen(Scene scene, NginxInstance instance) =>
        (instance.Logs.Any(l => l.Summary.Seen is { Tells: true }) && (instance.Configuration.IsSeen || instance.MasterPid is null))
        || scene.TargetsOf(instance).Any(t => !t.Probes.IsEmpty)
        || (instance.Configuration.Seen is { } files && files.Files.All(f => f.Errno == 0) && instance.Model() is { Passes: [] });
}
