using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>
/// Everything that was seen, once, at one time: the only thing that causes read. Live run, bundle, test case and lab capture
/// differ only in how they come by one.
/// </summary>
public sealed record Scene
{
    /// <summary>Format of the file that holds it.</summary>
    public const string Schema = "gatemedic/scene/1";

    /// <summary>When, where and how much was looked at.</summary>
    public required SceneClock Clock { get; init; }

    /// <summary>What the user asked to look at.</summary>
    public Focus Focus { get; init; } = new();

    /// <summary>Running nginx master processes.</summary>
    public required Section<ImmutableArray<NginxMaster>> Masters { get; init; }

    /// <summary>nginx instances to diagnose: one for each running master or named configuration.</summary>
    public ImmutableArray<NginxInstance> Instances { get; init; } = [];

    /// <summary>Listening sockets of every network namespace that an instance lives in.</summary>
    public required Section<ImmutableArray<Listener>> Listeners { get; init; }

    /// <summary>Processes that own listeners, their children, and nginx's own.</summary>
    public required Section<ImmutableArray<HostProcess>> Processes { get; init; }

    /// <summary>systemd services.</summary>
    public required Section<ImmutableArray<ServiceUnit>> Units { get; init; }

    /// <summary>IP addresses of this host's interfaces, loopback included.</summary>
    public required Section<ImmutableArray<string>> LocalAddresses { get; init; }

    /// <summary>Pools of running PHP-FPM masters; null in a Scene that was taken before they were looked at.</summary>
    public Section<ImmutableArray<FpmPool>>? Pools { get; init; }

    /// <summary>net.core.somaxconn of our network namespace: the longest accept queue, whatever a program asks for; null as above.</summary>
    public Section<int>? LongestBacklog { get; init; }

    /// <summary>Containers of the engine that runs here; none where there is no engine; null as above.</summary>
    public Section<ImmutableArray<Container>>? Containers { get; init; }

    /// <summary>Programs that supervisor and PM2 keep running; null as above.</summary>
    public Section<ImmutableArray<ManagedProgram>>? Programs { get; init; }

    /// <summary>What the logs of applications, their managers and the kernel say; null as above.</summary>
    public Section<ImmutableArray<WitnessLog>>? Witnesses { get; init; }

    /// <summary>The network namespaces in which processes live; null as above.</summary>
    public Section<ImmutableArray<NetworkSpace>>? Networks { get; init; }

    /// <summary>Control groups of processes that matter and of units that failed; null as above.</summary>
    public Section<ImmutableArray<ControlGroup>>? ControlGroups { get; init; }

    /// <summary>Memory, pressure and limits of the machine; null as above.</summary>
    public Section<MachineResources>? Machine { get; init; }

    /// <summary>SELinux and AppArmor, as they concern nginx; null as above.</summary>
    public Section<MandatoryAccess>? MandatoryAccess { get; init; }

    /// <summary>What was asked on the way and answered.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];
}

/// <summary>The time of a Scene; causes take every "now" from here.</summary>
/// <param name="Now">When it was taken, with the host's UTC offset.</param>
/// <param name="Since">Start of the window in which logs count as current; null = all of them.</param>
public sealed record SceneClock(DateTimeOffset Now, DateTimeOffset? Since);

/// <summary>What the user asked for.</summary>
public sealed record Focus
{
    /// <summary>Only the route that this URL takes; null = all.</summary>
    public string? Url { get; init; }

    /// <summary>Only the upstream of this name or address; null = all.</summary>
    public string? Upstream { get; init; }

    /// <summary>No probe was sent and no live state read.</summary>
    public bool Offline { get; init; }
}
