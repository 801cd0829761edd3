using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Observations that several rooms make in the same words.</summary>
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

    /// <summary>Adds an observation by its signed weight.</summary>
    public static Verdict Weighs(this Verdict verdict, double weight, EvidenceKind kind, string text, string source) =>
        weight >= 0 ? verdict.For(weight, kind, text, source) : verdict.Against(-weight, kind, text, source);

    /// <summary>"12 times since 14:03:10, last 14:18:02: TEXT".</summary>
    public static string Says(this ErrorGroup group, string text) =>
        group.Count == 1
            ? $"{group.Last:HH:mm:ss}: {text}"
            : $"{group.Count} times from {group.First:HH:mm:ss} to {group.Last:HH:mm:ss}: {text}";

    /// <summary>The protocol's name for a sentence: HTTP, FastCGI, gRPC.</summary>
    public static string Name(this Protocol protocol) => protocol switch
    {
        Protocol.Http => "HTTP",
        Protocol.Https => "HTTPS",
        Protocol.FastCgi => "FastCGI",
        Protocol.Uwsgi => "uwsgi",
        Protocol.Scgi => "SCGI",
        Protocol.Grpc => "gRPC",
        Protocol.Grpcs => "gRPC over TLS",
        Protocol.Memcached => "memcached",
        _ => "TCP",
    };
}
