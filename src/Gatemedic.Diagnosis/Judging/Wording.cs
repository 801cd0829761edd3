using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Phrases that several rooms use, so that the same thing is always said in the same words.</summary>
public static class Wording
{
    /// <summary>Adds an observation by its signed weight.</summary>
    public static Verdict Weighs(this Verdict verdict, double weight, EvidenceKind kind, string text, string source) =>
        weight >= 0 ? verdict.For(weight, kind, text, source) : verdict.Against(-weight, kind, text, source);

    /// <summary>"12 times since 14:03:10, last 14:18:02: TEXT".</summary>
    public static string Says(this ErrorGroup group, string text) =>
        group.Count == 1
            ? $"{group.Last:HH:mm:ss}: {text}"
            : $"{group.Count} times from {group.First:HH:mm:ss} to {group.Last:HH:mm:ss}: {text}";

    /// <summary>The newest message with the errno that nginx put behind it: "recv() failed (104: Connection reset by peer)".</summary>
    public static string AsWritten(this ErrorGroup group)
    {
        var (message, line) = (group.Samples[0].Message, group.Samples[0].Line);
        var start = group.Errno is null ? -1 : line.IndexOf($"{message} ({group.Errno}: ", StringComparison.Ordinal);
        var end = start < 0 ? -1 : line.IndexOf(')', start + message.Length);
        return end < 0 ? message : line[start..(end + 1)];
    }

    /// <summary>"1 request waits", "3 requests wait".</summary>
    public static string Counted(this long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    /// <summary>The same.</summary>
    public static string Counted(this int count, string one, string many) => ((long)count).Counted(one, many);

    /// <summary>"crit", "alert", ...: the level of its newest line.</summary>
    public static string Level(this ErrorGroup group) => group.Samples[0].Level;

    /// <summary>", shop.service" or ", container 0123456789ab": where a process belongs; empty where that is not known.</summary>
    public static string Home(this HostProcess process) =>
        process.Container is { } container ? $", container {container.ShortId()}" : process.Unit is { } unit ? ", " + unit : "";

    /// <summary>A container's id as its tools print it.</summary>
    public static string ShortId(this string container) => container[..Math.Min(12, container.Length)];

    /// <summary>Where to look again for who listens in the network namespace of a target.</summary>
    public static string SocketsSource(this Target target) =>
        target.Space is { Length: > 0 } space && space != target.Scene.HostNetNs() && target.Scene.AllSpaces().FirstOrDefault(s => s.NetNs == space) is { } found
            ? $"nsenter --net --target {found.Pid} ss -ltnp"
            : "ss -ltnp";

    /// <summary>"on this host", or "in container shop": where the target's endpoints stand.</summary>
    public static string Around(this Target target) =>
        target.Space is { } space && target.Scene.ContainerIn(space) is { } container ? $"in container {container.Name}" : "on this host";

    /// <summary>Who sends requests to a target: the place in the configuration, or nginx where only a log names it.</summary>
    public static string Sender(this Target target) => target.Declared is null ? "nginx" : target.Where;

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
