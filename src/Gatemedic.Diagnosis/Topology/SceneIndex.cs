using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Look-up tables over one Scene, each made when it is first wanted: hundreds of peers meet hundreds of listeners.</summary>
internal sealed class SceneIndex(Scene scene)
{
    private readonly Lazy<ILookup<bool, Target>> _read = new(() => TargetReader.Read(scene).ToLookup(t => t.ChangedAway is not null));
    private ImmutableArray<Target>? _all;
    private readonly Lazy<ImmutableArray<Target>> _targets = new(() => TargetReader.Narrow(scene, scene.AllTargets()));
    private readonly Lazy<ILookup<string, Target>> _ofInstance = new(() => scene.AllTargets().ToLookup(t => t.Instance.Id));
    private readonly Lazy<ILookup<(string Instance, string Upstream), Target>> _ofUpstream = new(() => scene.AllTargets()
        .Where(t => t.Upstream is not null)
        .ToLookup(t => (t.Instance.Id, t.Upstream!.Name)));

    private readonly Lazy<ILookup<int, (Listener Listener, IPAddress? Bound)>> _byPort = new(() => scene.Listeners.Seen.OrEmpty()
        .Where(l => l.Path is null)
        .ToLookup(l => l.Port, l => (l, Bound(l.Address))));

    private readonly Lazy<ILookup<string?, Listener>> _byPath = new(() => scene.Listeners.Seen.OrEmpty().Where(l => l.Path is not null).ToLookup(l => l.Path));
    private readonly Lazy<Dictionary<int, HostProcess>> _processes = new(() => scene.Processes.Seen.OrEmpty().DistinctBy(p => p.Pid).ToDictionary(p => p.Pid));
    private readonly Lazy<Dictionary<Question, Answer>> _answers = new(() => scene.Answers.DistinctBy(a => a.Asked).ToDictionary(a => a.Asked));
    private readonly Lazy<Dictionary<(PeerAddress, Protocol, string, string?), ProbeResult>> _probes = new(() => scene.Answers.OfType<ProbeAnswer>()
        .Where(a => a.Result.IsSeen)
        .DistinctBy(a => (a.Question.Address, a.Question.Protocol, a.Question.NetNs, a.Question.Root))
        .ToDictionary(a => (a.Question.Address, a.Question.Protocol, a.Question.NetNs, a.Question.Root), a => a.Result.Seen!));

    private readonly Lazy<ILookup<Listener, Target>> _claims = new(() => scene.AllTargets()
        .SelectMany(t => t.Endpoints.SelectMany(t.ListenersOn).Select(listener => (listener, t)))
        .ToLookup(pair => pair.listener, pair => pair.t, (IEqualityComparer<Listener>)ReferenceEqualityComparer.Instance));

    public ImmutableArray<Target> AllTargets => _all ??= [.. _read.Value[false]];

    public IEnumerable<Target> LeftBehind => _read.Value[true];

    public ImmutableArray<Target> Targets => _targets.Value;

    public IEnumerable<Target> TargetsOf(NginxInstance instance) => _ofInstance.Value[instance.Id];

    public IEnumerable<Target> TargetsOf(NginxInstance instance, UpstreamBlock upstream) => _ofUpstream.Value[(instance.Id, upstream.Name)];

    public HostProcess? Process(int pid) => _processes.Value.GetValueOrDefault(pid);

    public Answer? AnswerTo(Question question) => _answers.Value.GetValueOrDefault(question);

    public ProbeResult? ProbeOf(PeerAddress endpoint, Protocol protocol, string netNs, string? root) =>
        _probes.Value.GetValueOrDefault((endpoint, protocol, netNs, root));

    public IEnumerable<Target> ClaimsOn(Listener listener) => _claims.Value[listener];

    public IEnumerable<Listener> ListenersOn(PeerAddress endpoint)
    {
        if (endpoint.IsUnix)
        {
            return _byPath.Value[endpoint.Path];
        }

        return IPAddress.TryParse(endpoint.Host, out var wanted)
            ? _byPort.Value[endpoint.Port].Where(l => l.Bound is not null && Takes(l.Bound, wanted)).Select(l => l.Listener)
            : [];
    }

    /// <summary>A dual-stack socket bound to one IPv4 address, as Java makes it, stands in the kernel's table as ::ffff:127.0.0.1.</summary>
    private static IPAddress? Bound(string address) =>
        IPAddress.TryParse(address, out var bound) ? bound.IsIPv4MappedToIPv6 ? bound.MapToIPv4() : bound : null;

    /// <summary>"::" also takes IPv4 unless IPV6_V6ONLY is set, which /proc does not tell; the probe decides.</summary>
    private static bool Takes(IPAddress bound, IPAddress wanted) =>
        bound.Equals(wanted) || bound.Equals(IPAddress.IPv6Any) || (bound.Equals(IPAddress.Any) && wanted.AddressFamily == AddressFamily.InterNetwork);
}
