using System.Collections.Immutable;
using System.Net;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Answers for a staged host: a listener takes connections and speaks one protocol, everything else refuses.</summary>
internal sealed class StagedWitness : IWitness
{
    public ImmutableArray<Listener> Listeners { get; set; } = [];

    public ImmutableArray<string> Addresses { get; set; } = [];

    /// <summary>By the text of the listener: what it speaks.</summary>
    public Dictionary<string, Protocol> Speaks { get; } = [];

    /// <summary>By endpoint (127.0.0.1:3000, unix:/run/x.sock): what the probe shows, where listeners do not decide it.</summary>
    public Dictionary<string, ProbeResult> Probes { get; } = [];

    public Dictionary<string, NameResult> Names { get; } = new() { ["localhost"] = new NameResult(["127.0.0.1"], null, "localhost is 127.0.0.1") };

    /// <summary>By name and family (IPv6 or not): what every DNS server says, where it is not what the system knows.</summary>
    public Dictionary<(string Name, bool IPv6), DnsReply> Replies { get; } = [];

    public Dictionary<string, SocketPathFacts> Sockets { get; } = [];

    /// <summary>By endpoint: how it agrees on TLS.</summary>
    public Dictionary<string, TlsFacts> Tls { get; } = [];

    /// <summary>By endpoint: how long it keeps an idle connection.</summary>
    public Dictionary<string, IdleTime> Idle { get; } = [];

    /// <summary>By endpoint: what the packet filters do.</summary>
    public Dictionary<string, FilterFacts> Filters { get; } = [];

    /// <summary>By address.</summary>
    public Dictionary<string, RouteFacts> Routes { get; } = [];

    /// <summary>By address: the sign of life of its machine.</summary>
    public Dictionary<string, string> Signs { get; } = [];
    /// <summary>By address: what a pool says of itself.</summary>
    public Dictionary<string, FpmStatus> Pools { get; } = [];

    /// <summary>By path: the room there; plenty where nothing is said.</summary>
    public Dictionary<string, SpaceFacts> Spaces { get; } = [];

    public ConfigurationTest Test { get; set; } = new(true);

    public bool CanAnswer(Question question) => true;

    public Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<Answer>>([.. questions.Select(Answer)]);

    public static ProbeResult Failed(ProbeOutcome outcome, int errno, string words) => new()
    {
        Stage = ProbeStage.Connect,
        Outcome = outcome,
        Errno = errno,
        Text = $"connect: {words} ({errno})",
        ElapsedMs = 0.2,
    };

    private Answer Answer(Question question) => question switch
    {
        ProbePeer probe => new ProbeAnswer(probe, Section.Seen(Probe(probe))),
        ResolveName name => new NameAnswer(name, Section.Seen(Names.GetValueOrDefault(name.Name) ?? new NameResult([], "nxdomain", "Name or service not known"))),
        AskResolver ask => new ResolverAnswer(ask, Section.Seen(Replies.GetValueOrDefault((ask.Name, ask.IPv6)) ?? Reply(ask))),
        InspectSocketPath path => new SocketPathAnswer(path, Section.Seen(Sockets.GetValueOrDefault(path.Path) ?? Look(path))),
        InspectTls tls => new TlsAnswer(tls, Tls.GetValueOrDefault(tls.Address.ToString()) is { } facts ? Section.Seen(facts) : Section.Blind<TlsFacts>("TLS", "not staged")),
        MeasureIdle idle => new IdleAnswer(idle, Idle.GetValueOrDefault(idle.Address.ToString()) is { } kept ? Section.Seen(kept) : Section.Blind<IdleTime>("idle time", "not staged")),
        AskFpm pool => new FpmAnswer(pool, Section.Seen(Pools[pool.Address.ToString()])),
        InspectSpace space => new SpaceAnswer(space, Section.Seen(Spaces.GetValueOrDefault(space.Path) ?? Plenty(space.Path))),
        TestConfiguration test => new ConfigurationAnswer(test, Section.Seen(Test)),
        FilterTo filter => new FilterAnswer(filter, Section.Seen(Filters.GetValueOrDefault(filter.Address.ToString()) ?? new FilterFacts { Verdict = FilterVerdict.Passes })),
        RouteTo route => new RouteAnswer(route, Section.Seen(Routes.GetValueOrDefault(route.Address) ?? new RouteFacts { Device = "eth0", Source = "10.0.0.1" })),
        HailHost hail => new HailAnswer(hail, Section.Seen(new HailFacts(Signs.GetValueOrDefault(hail.Address)))),
        _ => throw new ArgumentOutOfRangeException(nameof(question)),
    };

    private DnsReply Reply(AskResolver ask) => Names.GetValueOrDefault(ask.Name) is { Error: null } known
        ? new DnsReply(0, [.. known.Addresses.Where(a => a.Contains(':', StringComparison.Ordinal) == ask.IPv6)], 60, string.Join(", ", known.Addresses))
        : new DnsReply(3, [], null, "no such name (NXDOMAIN)");
    private static SpaceFacts Plenty(string path) => new()
    {
        Exists = true,
        Directory = path,
        MountPoint = "/",
        FileSystem = "ext4",
        FreeBytes = 60L << 30,
        TotalBytes = 100L << 30,
        FreeInodes = 5_000_000,
        TotalInodes = 6_553_600,
        WorkerMayWrite = true,
    };

    private SocketPathFacts Look(InspectSocketPath path) => Listeners.Any(l => l.Path == path.Path)
        ? new SocketPathFacts { Kind = "socket", Mode = 0b110_110_110, Owner = "www-data", Group = "www-data", HasListener = true, WorkerMayConnect = true }
        : new SocketPathFacts { Kind = "missing", WorkerMayConnect = false, NearestDirectory = "/run", Siblings = [.. Listeners.Select(l => l.Path).OfType<string>()] };

    private ProbeResult Probe(ProbePeer asked)
    {
        if (Probes.GetValueOrDefault(asked.Address.ToString()) is { } staged)
        {
            return staged;
        }

        if (Listeners.FirstOrDefault(l => Takes(l, asked.Address)) is not { } listener)
        {
            return asked.Address.Path is { } path
                ? Sockets.GetValueOrDefault(path) is { Kind: not "missing" } ? Failed(ProbeOutcome.Refused, 111, "connection refused") : Failed(ProbeOutcome.NoSuchSocket, 2, "no such file or directory")
                : Addresses.Contains(asked.Address.Host) || asked.Address.Host.StartsWith("127.", StringComparison.Ordinal)
                    ? Failed(ProbeOutcome.Refused, 111, "connection refused")
                    : Failed(ProbeOutcome.TimedOut, 110, "connection timed out");
        }

        var spoken = Speaks.TryGetValue(listener.Path ?? listener.ToString(), out var protocol) ? protocol : (Protocol?)null;
        return spoken == asked.Protocol
            ? new ProbeResult { Stage = ProbeStage.Done, Outcome = ProbeOutcome.Answered, Text = "status 200", Status = 200, ConnectMs = 0.1, ElapsedMs = 2 }
            : new ProbeResult { Stage = ProbeStage.Header, Outcome = ProbeOutcome.OtherProtocol, Text = "header: other protocol", ConnectMs = 0.1, ElapsedMs = 2, Spoken = spoken?.Text() };
    }

    // A wildcard of one family takes that family only: the stricter host.
    private static bool Takes(Listener listener, PeerAddress address) => address.IsUnix
        ? listener.Path == address.Path
        : listener.Path is null && listener.Port == address.Port && IPAddress.TryParse(address.Host, out var wanted) && IPAddress.TryParse(listener.Address, out var bound)
            && (bound.Equals(wanted) || (bound.AddressFamily == wanted.AddressFamily && listener.IsWildcard));
}
