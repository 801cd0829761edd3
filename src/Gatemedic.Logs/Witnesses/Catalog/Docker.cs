using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>What Docker and its compose say about containers.</summary>
internal static class Docker
{
    private const string Who = "docker";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "container-oom", "a container ran out of its memory", ["container oom {id} ({head}name={unit})", "container oom {id} ({head}name={unit}, {rest})"],
            Line("2026-11-27T00:39:01.962110000Z container oom 4c1 (image=web:1, name=web-1)", "id", "4c1", "head", "image=web:1, ", "unit", "web-1")),
        Row(Who, "container-died", "a container ended",
            ["container die {id} ({head}exitCode={code}, {middle}name={unit})", "container die {id} ({head}exitCode={code}, {middle}name={unit}, {rest})"],
            Line("2026-11-27T00:39:01.962110000Z container die 4c1 (execDuration=4, exitCode=137, image=web:1, name=web-1)",
                "id", "4c1", "head", "execDuration=4, ", "code", "137", "middle", "image=web:1, ", "unit", "web-1")),
        Row(Who, "container-exited", "a container ended",
            ["{unit} exited with code {code}", "{unit} exited with code {code} (restarting)"],
            Line("web-1 exited with code 137", "unit", "web-1", "code", "137")),
        Row(Who, "container-port-taken", "a container does not start: the port that it publishes is taken",
            ["{head}Bind for {address} failed: port is already allocated{rest}"],
            Line("Error response from daemon: driver failed programming external connectivity on endpoint web-1 (9f): Bind for 0.0.0.0:8080 failed: port is already allocated",
                "head", "Error response from daemon: driver failed programming external connectivity on endpoint web-1 (9f): ", "address", "0.0.0.0:8080", "rest", "")),
        Row(Who, "container-unhealthy", "a container does not become healthy", ["dependency failed to start: container {unit} is unhealthy", "container {unit} is unhealthy"],
            Line("dependency failed to start: container web-1 is unhealthy", "unit", "web-1")),
    ];
}
