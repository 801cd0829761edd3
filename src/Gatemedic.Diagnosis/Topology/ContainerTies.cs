using System.Collections.Immutable;
using System.Net;

namespace Gatemedic.Diagnosis;

/// <summary>What ties a container to a target: that it is the application which nginx is meant to reach.</summary>
public static class ContainerTies
{
    /// <summary>All ties, strongest first; empty when nothing does.</summary>
    public static ImmutableArray<Tie> Of(Target target, Container container) => [.. Find(target, container).OrderByDescending(t => t.Weight)];

    /// <summary>The containers that do not run and are tied to the target, surest first.</summary>
    public static ImmutableArray<(Container Container, Tie Tie)> DownContainersOf(this Target target) =>
        [.. (from container in target.Scene.AllContainers()
             where container.State is not ("running" or "paused")
             let tie = Of(target, container).FirstOrDefault()
             where tie is { Weight: >= Weigh.Moderate }
             // One that was made anew runs in its place.
             where !target.Scene.AllContainers().Any(c => c.IsRunning && Of(target, c).FirstOrDefault()?.Weight >= tie.Weight)
             orderby tie.Weight descending, container.FinishedAt descending
             select (container, tie)).Take(4)];

    /// <summary>The paused container that is surely the target: by its name, its address, or the port that is published for it; null where there is none.</summary>
    public static Container? PausedContainerOf(this Target target) =>
        target.Scene.AllContainers().FirstOrDefault(c => c.State == "paused" && Of(target, c).FirstOrDefault() is { Weight: >= Weigh.Strong });

    private static IEnumerable<Tie> Find(Target target, Container container)
    {
        var (address, port) = (target.Address, target.Address.Port);
        if (address.IsUnix)
        {
            yield break;
        }

        var isNamed = !address.IsLiteral && address.Host != "localhost" && container.IsCalled(address.Host);
        if (isNamed)
        {
            yield return new Tie(Weigh.Decisive, $"nginx's configuration names it: {address.Host}");
        }

        if (target.Endpoints.Any(e => container.Networks.OrEmpty().Any(n => n.Address == e.Host || n.Address6 == e.Host)))
        {
            yield return new Tie(Weigh.Decisive, $"{address.Host} is its address");
        }

        if (!isNamed && container.Published.OrEmpty().FirstOrDefault(p => p.HostPort == port && target.Endpoints.Any(e => IsOfHost(target, e))) is { } published)
        {
            yield return new Tie(Weigh.Strong, $"port {published.HostPort} of the host is published for it");
        }

        if (Kinship.SharedWord(target, $"{container.Name} {container.Service} {container.Project} {container.Image} {container.Command}") is { } word)
        {
            yield return new Tie(Weigh.Moderate, $"\"{word}\" is in both its name or command and nginx's configuration of this route");
        }

        if (target.Scene.ListenersIn(container).Any(l => l.Port == port))
        {
            yield return new Tie(Weigh.Moderate, $"it listens on port {port}");
        }
        else if (container.ExposedPorts.OrEmpty().Contains(port) || Kinship.MentionsPort(container.Command, port))
        {
            yield return new Tie(Weigh.Moderate, $"its image or command says port {port}");
        }
    }

    /// <summary>An address of this host rather than of a container: of nginx's own network only where nginx lives in the host's.</summary>
    private static bool IsOfHost(Target target, Nginx.PeerAddress endpoint) =>
        IPAddress.TryParse(endpoint.Host, out _) && target.Scene.SpaceOf(target.Instance, endpoint) is { } space && (space.Length == 0 || space == target.Scene.HostNetNs());
}
