using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Who may know why a request failed: the logs of these are looked for.</summary>
public sealed record WitnessPlaces
{
    /// <summary>Processes that own listeners.</summary>
    public required ImmutableArray<int> Owners { get; init; }

    /// <summary>Running nginx masters: what they log is read elsewhere.</summary>
    public required ImmutableArray<NginxMaster> Masters { get; init; }

    /// <summary>systemd's units; those that own listeners, fail, restart or changed of late are asked for their journal.</summary>
    public required ImmutableArray<ServiceUnit> Units { get; init; }

    /// <summary>Programs that supervisor and PM2 keep running.</summary>
    public ImmutableArray<ManagedProgram> Programs { get; init; } = [];

    /// <summary>Paths of logs that the user named: they are read elsewhere, here is only found whose they are.</summary>
    public ImmutableArray<string> Named { get; init; } = [];
}
