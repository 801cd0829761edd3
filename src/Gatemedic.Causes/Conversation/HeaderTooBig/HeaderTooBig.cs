using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The response header does not fit the buffer that nginx reads it into.</summary>
public sealed class HeaderTooBig : ICause
{
    // A FastCGI record's own header stands in the same buffer.
    private const int FastCgiFraming = 8;

    private static readonly string[] Families = ["proxy_", "fastcgi_", "uwsgi_", "scgi_", "grpc_"];

    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("header-too-big", CauseGroup.Conversation)
    {
        Rivals = ["invalid-response"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene)
    {
        foreach (var target in scene.Targets().Where(t => t.Protocol != Protocol.Stream))
        {
            var groups = target.Saying("too-big-header", "http2-header-too-large").ToImmutableArray();
            var largest = target.Probes.MaxBy(p => p.Result.HeaderBytes ?? 0);
            var routes = groups.IsEmpty ? [.. target.Passes.Take(1)] : target.RoutesOf(groups);
            var plans = Plans(target, routes, Needed(target, largest));
            if (!groups.IsEmpty || Exceeds(target, largest, plans[0].Present))
            {
                yield return Judge(target, groups, largest, routes, plans);
            }
        }
    }

    private static Verdict Judge(Target target, ImmutableArray<ErrorGroup> groups, Probed? largest, ImmutableArray<Pass> routes, ImmutableArray<BufferPlan> plans)
    {
        var verdict = new Verdict(target);
        var plan = plans[0];
        foreach (var group in groups)
        {
            verdict.For(
                group.Signature == "too-big-header" ? Weigh.Decisive : Weigh.Strong,
                EvidenceKind.Log,
                group.Says($"{group.Peer} sent a header too big for nginx{Asked(groups)}"),
                group.Samples[0].Source);
        }

        if (Exceeds(target, largest, plan.Present))
        {
            verdict.For(Weigh.Decisive, EvidenceKind.Probe, $"the header that {largest!.Endpoint} sends is {Sized(largest.Result)}", $"probe {largest.Endpoint}");
        }
        else if (largest?.Result.HeaderBytes is { } bytes)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Probe, $"the header that the probe got has {bytes} bytes and fits, so only some answers are too big", $"probe {largest.Endpoint}");
        }

        verdict.For(Weigh.Slight, EvidenceKind.Config, $"{plan.Directive} is {NginxUnits.FormatSize(plan.Present)} there ({plan.Where})", plan.Where);
        if (Mistaken(target, routes, plan) is { } other)
        {
            verdict.For(Weigh.Slight, EvidenceKind.Config, $"{other.Directive} {other.Text} is set, but has no effect on {routes[0].Directive.Name}", other.Where);
        }

        verdict.Title = $"the response header of {target.Address} does not fit {plan.Directive} {NginxUnits.FormatSize(plan.Present)}{Asked(groups)}";
        verdict.Explanation =
            $"nginx reads the status line and all header lines of an answer into one buffer of {plan.Directive}, which is " +
            $"{NginxUnits.FormatSize(plan.Present)} on this route. The application sends more than that, so nginx gives up and answers 502, " +
            "although the application has done its work. Large cookies, long tokens or a long Content-Security-Policy are the usual reasons.";
        verdict.Remedies = HeaderTooBigRemedy.For(target, routes, plans, groups);
        return verdict;
    }

    private static ImmutableArray<BufferPlan> Plans(Target target, ImmutableArray<Pass> routes, long? needed) =>
        routes.IsEmpty ? [BufferPlan.For(target, null, needed)] : [.. routes.Select(r => BufferPlan.For(target, r, needed))];

    private static long? Needed(Target target, Probed? largest) => largest?.Result switch
    {
        { HeaderBytes: { } bytes } => Counted(target, bytes),
        { Outcome: ProbeOutcome.HeaderTooLong } => 2 * 64 * 1024,
        _ => null,
    };

    private static bool Exceeds(Target target, Probed? largest, long present) =>
        target.Protocol is not (Protocol.Grpc or Protocol.Grpcs)
        && (target.With(ProbeOutcome.HeaderTooLong).Any() || (largest?.Result.HeaderBytes is { } bytes && Counted(target, bytes) > present));

    private static long Counted(Target target, int bytes) => bytes + (target.Protocol == Protocol.FastCgi ? FastCgiFraming : 0);

    private static string Sized(ProbeResult result) => result.HeaderBytes is { } bytes ? $"{bytes} bytes long" : "longer than 64k";

    private static string Asked(ImmutableArray<ErrorGroup> groups) =>
        FailingRoutes.PathsOf(groups) is { IsEmpty: false } paths ? $" for {string.Join(", ", paths)}" : "";

    /// <summary>The buffer_size of another family, larger than the present one: somebody meant this buffer.</summary>
    private static EffectiveValue? Mistaken(Target target, ImmutableArray<Pass> routes, BufferPlan plan) =>
        routes.IsEmpty || target.Instance.Model() is not { } model
            ? null
            : Families.Where(f => f != target.Protocol.DirectivePrefix())
                .Select(f => model.Effective(routes[0], f + "buffer_size"))
                .FirstOrDefault(v => v.File is not null && NginxUnits.TryParseSize(v.Text, out var bytes) && bytes > plan.Present);
}
