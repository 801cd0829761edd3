using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>The upstream speaks the right protocol, and its answer breaks a rule of it that nginx holds to.</summary>
[NoAutomaticFix("the application has to send another answer")]
public sealed class InvalidResponse : ICause
{
    /// <inheritdoc/>
    public CauseProfile Profile { get; } = new("invalid-response", CauseGroup.Conversation)
    {
        Rivals = ["header-too-big", "protocol-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Scene scene) =>
        from target in scene.Targets()
        where target.Protocol != Protocol.Stream
        let groups = target.Saying(BrokenRule.Signatures).ToImmutableArray()
        where !groups.IsEmpty || target.Probes.Any(p => p.Result.Invalid is not null)
        select Judge(target, groups);

    private static Verdict Judge(Target target, ImmutableArray<ErrorGroup> groups)
    {
        var verdict = new Verdict(target);
        BrokenRule? broken = null;
        foreach (var group in groups)
        {
            broken ??= BrokenRule.Of(group);
            verdict.For(Weigh.Decisive, EvidenceKind.Log, group.Says($"{group.Peer}: {group.Samples[0].Message}{Asked(groups)}"), group.Samples[0].Source);
        }

        foreach (var probed in target.Probes)
        {
            var source = $"probe {probed.Endpoint}";
            if (Tongues.Foreign(target, probed) is { } spoken)
            {
                verdict.Against(Weigh.Decisive, EvidenceKind.Probe, $"{probed.Endpoint} speaks {Tongues.Sentence(spoken)}, another protocol altogether", source);
            }
            else if (probed.Result.Invalid is { } part)
            {
                var minded = BrokenRule.IsMinded(target, part);
                broken ??= minded ? BrokenRule.Of(part) : null;
                verdict.Weighs(
                    // Bytes of an unknown protocol, too, are no header lines.
                    !minded ? -Weigh.Slight : target.Protocol is Protocol.Http or Protocol.Https ? Weigh.Decisive : Weigh.Strong, EvidenceKind.Probe,
                    $"the answer of {probed.Endpoint} has {Shown(part)}{(minded ? "" : $", which nginx minds from {part.Since} on, and this is {target.Instance.Version.Seen ?? "one of unknown version"}")}", source);
            }
            else if (probed.Result.Answered)
            {
                verdict.Against(Weigh.Slight, EvidenceKind.Probe, $"the answer that the probe got of {probed.Endpoint} is in order, so only some are broken{Asked(groups)}", source);
            }
        }

        Describe(verdict, target, groups, broken);
        return verdict;
    }

    private static string Shown(InvalidPart part) => part.Rule switch
    {
        "header-line" => $"a header line that is none, up to \"{part.Text}\"",
        "status-line" => $"a status line that is none, up to \"{part.Text}\"",
        "chunk" => $"a chunk that is none: \"{part.Text}\"",
        "cgi-status" => $"a Status that is no number: \"{part.Text}\"",
        _ => part.Text,
    };

    private static string Asked(ImmutableArray<ErrorGroup> groups) =>
        FailingRoutes.PathsOf(groups) is { IsEmpty: false } paths ? $" for {string.Join(", ", paths)}" : "";

    private static void Describe(Verdict verdict, Target target, ImmutableArray<ErrorGroup> groups, BrokenRule? broken)
    {
        verdict.Title = $"{target.Address} {broken?.Text ?? "sends an answer that breaks the protocol"}{Asked(groups)}";
        verdict.Explanation =
            $"{target.Address} gets the request and answers, but the answer breaks a rule that nginx holds to, so nginx throws it away and answers 502, or cuts the body off where it has begun to send it. {broken?.Why}".TrimEnd();
        // A body that is cut off has begun well.
        verdict.Severity = !groups.IsEmpty && groups.All(g => g.Action == "reading upstream") ? Severity.Warning : null;
        verdict.Remedies = InvalidResponseRemedy.For(target, groups);
    }
}
