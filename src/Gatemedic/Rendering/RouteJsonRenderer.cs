using System.Text.Json;
using Gatemedic.Nginx;

namespace Gatemedic.Rendering;

/// <summary>Writes routes as the contract's JSON.</summary>
internal static class RouteJsonRenderer
{
    /// <summary>One object on one line.</summary>
    public static void Render(RouteResult result, NginxVersion? version, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(Of(result, version), RouteJson.Default.RouteWay));

    private static RouteWay Of(RouteResult result, NginxVersion? version) => new(
        "gatemedic/route/1",
        result.Request.Url,
        result.Server is { } server ? new RouteWayServer(server.Names, RouteText.Listen(server.Listen), server.Directive.File, server.Directive.Line) : null,
        result.Location is { } location ? new RouteWayLocation(location.Modifier, location.Pattern, location.Directive.File, location.Directive.Line) : null,
        [.. result.Steps.Select(s => new RouteWayStep(s.Kind, s.Text, s.Directive?.File, s.Directive?.Line))],
        new RouteWayOutcome(result.Outcome.Kind.ToString().ToLowerInvariant(), result.Outcome.Status, result.Outcome.Target, result.Outcome.Body, result.Outcome.Reason),
        result.Upstream is { } upstream
            ? new RouteWayUpstream(
                upstream.Name,
                upstream.Protocol.Text(),
                [.. upstream.Peers.Select(p => new RouteWayPeer(p.Address, p.Weight, p.State, p.MaxFails, p.FailTimeout, p.Directive.File, p.Directive.Line))],
                upstream.RequestLine,
                upstream.Host,
                upstream.Script)
            : null,
        [.. result.Effective.Select(v => new RouteWayValue(v.Directive, v.Text, v.File ?? RouteText.Default(version), v.Line))],
        [.. result.Undecided.Select(u => new RouteWayUndecided(u.What, u.Why, u.Assumed, u.Otherwise))]);
}
