using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>What follows from a Scene, computed once for each: the meaning of its configurations, its targets, who listens where.</summary>
public static class SceneView
{
    private static readonly ConditionalWeakTable<ConfigSnapshot, ConfigModel> Models = [];
    private static readonly ConditionalWeakTable<Scene, SceneIndex> Indexes = [];

    /// <summary>The instance's configuration as nginx understands it; null when it was not seen.</summary>
    public static ConfigModel? Model(this NginxInstance instance) =>
        instance.Configuration.Seen is { } snapshot
            ? Models.GetValue(snapshot, s => ConfigModel.From(
                ConfigParser.Parse(s, s.MainPath),
                s.Prefix,
                instance.DefaultErrorLog,
                instance.DefaultAccessLog,
                NginxVersion.TryParse(instance.Version.Seen, out var version) ? version : null))
            : null;

    /// <summary>Every peer that an instance of this Scene uses, in the order of the configuration, narrowed to what the user asked for.</summary>
    public static ImmutableArray<Target> Targets(this Scene scene) => Index(scene).Targets;

    /// <summary>All of them, asked for or not: who else claims a listener does not depend on the question.</summary>
    public static ImmutableArray<Target> AllTargets(this Scene scene) => Index(scene).AllTargets;

    /// <summary>Peers of an earlier configuration that an instance still has loaded, and that the one on disk no longer names.</summary>
    public static IEnumerable<Target> LeftBehind(this Scene scene, NginxInstance instance) => Index(scene).LeftBehind.Where(t => t.Instance.Id == instance.Id);

    /// <summary>Those of one instance.</summary>
    public static IEnumerable<Target> TargetsOf(this Scene scene, NginxInstance instance) => Index(scene).TargetsOf(instance);

    /// <summary>Those of one upstream block.</summary>
    public static IEnumerable<Target> TargetsOf(this Scene scene, NginxInstance instance, UpstreamBlock upstream) => Index(scene).TargetsOf(instance, upstream);

    /// <summary>The running master of an instance, or null.</summary>
    public static NginxMaster? MasterOf(this Scene scene, NginxInstance instance) =>
        scene.Masters.Seen.OrEmpty().FirstOrDefault(m => m.Pid == instance.MasterPid);

    /// <summary>Network namespace in which this nginx lives; the host's where it does not run, empty where namespaces are not known.</summary>
    public static string NetNsOf(this Scene scene, NginxInstance instance) => scene.MasterOf(instance)?.NetNs ?? scene.HostNetNs();

    /// <summary>The process, or null when it was not seen.</summary>
    public static HostProcess? Process(this Scene scene, int pid) => Index(scene).Process(pid);

    /// <summary>The oldest process that holds a listener, or null when that could not be seen.</summary>
    public static HostProcess? OwnerOf(this Scene scene, Listener listener) =>
        listener.Pids.Select(scene.Process).FirstOrDefault(p => p is not null);

    /// <summary>The answer to a question, or null when it was not asked or answered.</summary>
    public static Answer? AnswerTo(this Scene scene, Question question) => Index(scene).AnswerTo(question);

    /// <summary>What a probe of this endpoint in this protocol showed from where this nginx lives, whoever asked it; null when none did.</summary>
    public static ProbeResult? ProbeOf(this Scene scene, NginxInstance instance, PeerAddress endpoint, Protocol protocol) =>
        scene.ProbeFrom(Survey.NetNsOf(scene, instance), instance, endpoint, protocol);

    /// <summary>The same from a network namespace (empty = ours).</summary>
    internal static ProbeResult? ProbeFrom(this Scene scene, string netNs, NginxInstance instance, PeerAddress endpoint, Protocol protocol) =>
        Index(scene).ProbeOf(endpoint, protocol, netNs, Survey.RootOf(scene, instance, endpoint));

    /// <summary>What a name resolves to for this nginx; null when it was not asked or could not be.</summary>
    public static NameResult? Resolved(this Scene scene, NginxInstance instance, string name) =>
        (scene.AnswerTo(Survey.NameOf(scene, instance, name)) as NameAnswer)?.Result.Seen;

    /// <summary>The listeners that take connections to a literal endpoint in a network namespace (empty = any).</summary>
    public static IEnumerable<Listener> ListenersOn(this Scene scene, PeerAddress endpoint, string netNs) =>
        Index(scene).ListenersOn(endpoint).Where(l => netNs.Length == 0 || l.NetNs == netNs);

    /// <summary>The targets whose endpoints this listener takes.</summary>
    public static IEnumerable<Target> ClaimsOn(this Scene scene, Listener listener) => Index(scene).ClaimsOn(listener);

    /// <summary>An address of the network namespace in which this nginx lives, loopback included.</summary>
    public static bool IsLocal(this Scene scene, NginxInstance instance, PeerAddress endpoint)
    {
        var addresses = scene.MasterOf(instance) is { SharesOurNetwork: false } master ? master.Addresses ?? [] : scene.LocalAddresses.Seen;
        return endpoint.IsUnix
            || (IPAddress.TryParse(endpoint.Host, out var ip)
                && (IPAddress.IsLoopback(ip) || addresses.OrEmpty().Any(a => IPAddress.TryParse(a, out var own) && own.Equals(ip))));
    }

    /// <summary>The array, or an empty one where the section is blind.</summary>
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> array) => array.IsDefault ? [] : array;

    private static SceneIndex Index(Scene scene) => Indexes.GetValue(scene, s => new SceneIndex(s));
}
