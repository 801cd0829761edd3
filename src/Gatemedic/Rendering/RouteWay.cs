using System.Text.Json.Serialization;

namespace Gatemedic.Rendering;

/// <summary>The contract's JSON of route: one request.</summary>
internal sealed record RouteWay(
    string Schema,
    string Url,
    RouteWayServer? Server,
    RouteWayLocation? Location,
    IReadOnlyList<RouteWayStep> Steps,
    RouteWayOutcome Outcome,
    RouteWayUpstream? Upstream,
    IReadOnlyList<RouteWayValue> Effective,
    IReadOnlyList<RouteWayUndecided> Undecided);

/// <summary>The server that takes it.</summary>
internal sealed record RouteWayServer(IReadOnlyList<string> Names, string Listen, string File, int Line);

/// <summary>The location that answers.</summary>
internal sealed record RouteWayLocation(string Modifier, string Pattern, string File, int Line);

/// <summary>Something that happens to it.</summary>
internal sealed record RouteWayStep(string Kind, string Text, string? File, int? Line);

/// <summary>How it ends: kind is proxy, return, static, error or undecided.</summary>
internal sealed record RouteWayOutcome(string Kind, int? Status, string? Target, string? Body, string? Reason);

/// <summary>Where it is passed to; requestLine, host and script are what the upstream is sent.</summary>
internal sealed record RouteWayUpstream(string Name, string Protocol, IReadOnlyList<RouteWayPeer> Peers, string? RequestLine, string? Host, string? Script);

/// <summary>A server of the upstream: state is active, backup or down, by the configuration.</summary>
internal sealed record RouteWayPeer(string Address, int Weight, string State, int MaxFails, string FailTimeout, string File, int Line);

/// <summary>A value that holds; without a line, file says that it is nginx's default.</summary>
internal sealed record RouteWayValue(string Directive, string Value, string File, int? Line);

/// <summary>What only run time decides.</summary>
internal sealed record RouteWayUndecided(string What, string Why, string? Assumed, string? Otherwise);

/// <summary>One line an object; null fields are part of the contract, so they are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RouteWay))]
internal sealed partial class RouteJson : JsonSerializerContext;
