using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>A peer that refuses connections: the observation from which several rooms start.</summary>
public static class Refusal
{
    private const int ConnectionRefused = 111;

    /// <summary>The newest current log group that says the peer refused, or null.</summary>
    public static ErrorGroup? RefusedInLog(this Target target) =>
        target.Current.FirstOrDefault(g => g.Errno == ConnectionRefused && g.Action == "connecting to upstream");

    /// <summary>Adds what shows that the peer refuses connections: the probe, and the log where it has it.</summary>
    public static Verdict Refused(this Verdict verdict, Target target)
    {
        foreach (var probed in target.With(ProbeOutcome.Refused))
        {
            verdict.For(Weigh.Strong, EvidenceKind.Probe, $"{probed.Endpoint} refuses the connection: {probed.Result.Text}", $"probe {probed.Endpoint}");
            break;
        }

        if (target.RefusedInLog() is { } group)
        {
            var weight = target.Probes.IsEmpty ? Weigh.Strong : Weigh.Slight;
            verdict.For(weight, EvidenceKind.Log, group.Says($"connection refused by {group.Peer}"), group.Samples[0].Source);
        }

        return verdict;
    }
}
