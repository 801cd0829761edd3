using System.Collections.Immutable;

namespace Gatemedic.Diagnosis;

/// <summary>A container, as its engine tells it.</summary>
public sealed record Container
{
    /// <summary>Its 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name without the leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its image.</summary>
    public string Image { get; init; } = "";

    /// <summary>created, running, paused, restarting, exited, dead.</summary>
    public required string State { get; init; }

    /// <summary>Exit code of its last run; 0 while it runs.</summary>
    public int ExitCode { get; init; }

    /// <summary>The kernel killed a process in it for memory during its last run.</summary>
    public bool OomKilled { get; init; }

    /// <summary>The engine's own words about why it did not start; empty when it did.</summary>
    public string Error { get; init; } = "";

    /// <summary>Automatic restarts so far.</summary>
    public int Restarts { get; init; }

    /// <summary>no, always, unless-stopped, on-failure.</summary>
    public string RestartPolicy { get; init; } = "";

    /// <summary>starting, healthy, unhealthy; null where it has no health check.</summary>
    public string? Health { get; init; }

    /// <summary>Its first process in our pid namespace; 0 when it does not run.</summary>
    public int Pid { get; init; }

    /// <summary>Network namespace id; empty when it does not run or it was not permitted to see.</summary>
    public string NetNs { get; init; } = "";

    /// <summary>Start of its last run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>End of its last run; null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>host, none, bridge, container:ID, or the name of a network.</summary>
    public string NetworkMode { get; init; } = "";

    /// <summary>The networks that it is on.</summary>
    public ImmutableArray<ContainerNetwork> Networks { get; init; } = [];

    /// <summary>Ports that its image or its owner says it listens on.</summary>
    public ImmutableArray<int> ExposedPorts { get; init; } = [];

    /// <summary>TCP ports that the host passes to it.</summary>
    public ImmutableArray<PublishedPort> Published { get; init; } = [];

    /// <summary>Compose project; null where Compose did not make it.</summary>
    public string? Project { get; init; }

    /// <summary>Compose service; null as above.</summary>
    public string? Service { get; init; }

    /// <summary>Memory limit in bytes; 0 when it has none.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Its command line, secrets redacted.</summary>
    public string Command { get; init; } = "";

    /// <summary>It runs.</summary>
    public bool IsRunning => State == "running";
}

/// <summary>A container's place on a network.</summary>
/// <param name="Name">Name of the network.</param>
/// <param name="Address">IPv4 address there; empty when it does not run.</param>
/// <param name="Address6">IPv6 address there, or empty.</param>
/// <param name="Gateway">The host's address there, or empty.</param>
/// <param name="Aliases">Names under which the engine's resolver knows it there.</param>
public sealed record ContainerNetwork(string Name, string Address, string Address6, string Gateway, ImmutableArray<string> Aliases);

/// <summary>A port of the host that leads into a container.</summary>
/// <param name="HostAddress">0.0.0.0, ::, 127.0.0.1, ...</param>
/// <param name="HostPort">Port of the host.</param>
/// <param name="Port">Port in the container.</param>
public sealed record PublishedPort(string HostAddress, int HostPort, int Port);
