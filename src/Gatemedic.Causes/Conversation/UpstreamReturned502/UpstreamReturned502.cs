using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The upstream is itself a gateway, and answered 502, 503 or 504; nginx passed it on.</summary>
[NoAutomaticFix("the fault lies behind the upstream")]
public sealed class UpstreamReturned502 : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("upstream-returned-502", CauseGroup.Conversation)
    {
        Rivals = ["slow-upstream", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where target.Protocol != Protocol.Stream
        let answers = OwnAnswers.Of(target)
        where !answers.IsEmpty || target.Probes.Any(p => IsGatewayError(p.Result))
        select Judge(target, answers);

    private static bool IsGatewayError(ProbeResult result) => result is { Answered: true, Status: 502 or 503 or 504 };

    private static Verdict Judge(Target target, ImmutableArray<OwnAnswers> answers)
    {
        var verdict = new Verdict(target);
        foreach (var own in answers)
        {
            verdict.For(own.Weight, EvidenceKind.Log, $"{own.Count} requests ended with {own.Status} ({string.Join(", ", own.Paths)}): {own.Because}", own.Source);
        }

        foreach (var probed in target.Probes)
        {
            var source = $"probe {probed.Endpoint}";
            if (IsGatewayError(probed.Result))
            {
                verdict.For(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} answered the probe itself with {probed.Result.Status}{By(probed.Result)}", source);
            }
            else if (probed.Result.Answered)
            {
                // Other requests may be the ones that are hit.
                verdict.For(0, EvidenceKind.Probe, $"{probed.Endpoint} answered the probe with {probed.Result.Status}, so only some requests are hit", source);
            }
            else if (!target.IsStillThinking(probed))
            {
                verdict.Against(Weigh.Strong, EvidenceKind.Probe, $"{probed.Endpoint} gave the probe no answer at all: {probed.Result.Text}", source);
            }
        }

        if (target.NginxBehind() is { } behind && target.IsEcho(behind))
        {
            verdict.Against(2 * Weigh.Decisive, EvidenceKind.Process, $"{target.Address} is nginx of this host ({behind.Id}), whose own upstream has trouble", behind.Id);
        }

        if (target.LeadsBack())
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Config, $"{target.Address} is this nginx itself, and what comes in there is sent to {target.Address} again", target.Where);
            DescribeCircle(verdict, target);
            return verdict;
        }

        Describe(verdict, target, answers);
        return verdict;
    }

    private static void DescribeCircle(Verdict verdict, Target target)
    {
        verdict.Title = $"nginx sends requests round in a circle: {target.Address} is nginx itself";
        verdict.Explanation =
            $"{target.Sender()} sends requests to {target.Address}, where this same nginx listens, and the server and location that take them there send them to {target.Address} again. Each round takes a connection, " +
            "until none is left and the innermost round fails; its 502 comes back through all the others. More connections only make the circle longer.";
        verdict.Remedies = [UpstreamReturned502Remedy.LeaveCircle(target)];
    }

    private static string By(ProbeResult result) => result.Server is { Length: > 0 } server ? $"; its Server header says {server}" : "";

    private static void Describe(Verdict verdict, Target target, ImmutableArray<OwnAnswers> answers)
    {
        var probed = target.Probes.FirstOrDefault(p => IsGatewayError(p.Result));
        var status = probed?.Result.Status ?? answers[0].Status;
        var owner = target.Endpoints.SelectMany(target.ListenersOn).Select(target.Scene.OwnerOf).OfType<HostProcess>().FirstOrDefault();
        var server = target.Probes.Select(p => p.Result.Server).FirstOrDefault(s => s is { Length: > 0 });
        var who = (server, owner) switch
        {
            ({ } named, { } process) => $"{named} ({process.Name}, pid {process.Pid}{process.Home()})",
            ({ } named, null) => named,
            (null, { } process) => $"{process.Name} (pid {process.Pid}{process.Home()})",
            _ => "what answers there",
        };
        var paths = probed is null && !answers.IsEmpty ? $" for {string.Join(", ", answers[0].Paths)}" : "";
        verdict.Title = $"{target.Address} itself answers {status}{paths}: the fault is behind {who}";
        verdict.Explanation =
            $"nginx reached {target.Address}, got a complete answer with status {status}, and passed it on. Nothing is wrong between nginx and {who}; {who} is a gateway itself " +
            $"(a proxy, a load balancer, an application that calls another service) and could not reach what is behind it, or says that it cannot serve now. Its own log says what it was.";
        verdict.Severity = probed is null ? Severity.Warning : null;
        verdict.Remedies = UpstreamReturned502Remedy.For(target, paths.Length > 0 ? answers[0].Paths[0] : "/", owner);
    }
}
