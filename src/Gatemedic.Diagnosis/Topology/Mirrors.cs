using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Peers that get only copies of requests (mirror), of which no client sees what becomes of them.</summary>
public static class Mirrors
{
    /// <summary>All its routes are internal locations to which a mirror directive of their server leads.</summary>
    public static bool IsMirror(this Target target) => target.Passes.Length > 0 && target.Passes.All(IsMirror);

    private static bool IsMirror(Pass pass) =>
        pass.Location is { Modifier: "" or "=", Pattern: var path } location && location.Directive.Children().Any(d => d.Name == "internal")
        && Within(pass.Server.Directive).Any(d => d is { Name: "mirror", Args: [var copy] } && copy == path);

    private static IEnumerable<Directive> Within(Directive block) => block.Children().SelectMany(child => child.Block is null ? [child] : Within(child));
}
