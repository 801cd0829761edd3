using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>What is asked of every Scene before any cause speaks: does nginx load it, do names resolve, do sockets open, do peers answer, is there room where it writes.</summary>
public static class Survey
{
    /// <summary>The questions that the Scene as it stands leaves open.</summary>
    public static IEnumerable<Question> Questions(Scene scene)
    {
        foreach (var instance in scene.Instances.Where(i => i.Configuration.IsSeen))
        {
            yield return new TestConfiguration(instance.Id);
            foreach (var path in WrittenPath.Of(instance))
            {
                yield return path.Question(scene, instance);
            }
        }

        foreach (var target in scene.Targets().Concat(scene.Instances.SelectMany(scene.LeftBehind)))
        {
            if (!target.Address.IsUnix && !target.Address.IsLiteral)
            {
                yield return NameOf(target.Scene, target.Instance, target.Address.Host);
            }

            foreach (var question in target.RunTime is { } name ? scene.Questions(target.Instance, name) : [])
            {
                yield return question;
            }

            if (target.Address.Path is { } path)
            {
                yield return PathOf(target, path);
            }

            foreach (var endpoint in target.Endpoints)
            {
                // A name is resolved first: what is only assumed of it is not probed.
                if (target.Address.IsUnix || target.Address.IsLiteral || scene.Resolved(target.Instance, target.Address.Host) is not null)
                {
                    yield return Probe(target, endpoint);
                }
            }
        }
    }

    /// <summary>The question that looks at a target's socket path with the worker's eyes.</summary>
    public static InspectSocketPath PathOf(Target target, string path)
    {
        var master = target.Scene.MasterOf(target.Instance);
        return new InspectSocketPath(path, master?.WorkerUser.Seen, master?.Root ?? "/");
    }

    /// <summary>The probe that speaks to an endpoint as nginx does on the target's first route.</summary>
    public static ProbePeer Probe(Target target, PeerAddress endpoint) => Probe(target, endpoint, target.Protocol);

    /// <summary>The same in another protocol.</summary>
    public static ProbePeer Probe(Target target, PeerAddress endpoint, Protocol protocol) =>
        new(endpoint, protocol, RequestReader.Read(target), NetNsOf(target.Scene, target.Instance), Root: RootOf(target.Scene, target.Instance, endpoint));

    /// <summary>The question that resolves a name as this nginx does.</summary>
    public static ResolveName NameOf(Scene scene, NginxInstance instance, string name) =>
        new(name, scene.MasterOf(instance) is { IsContained: true } master ? master.Root : null);

    /// <summary>Network namespace from which a peer of this nginx is asked; empty = ours.</summary>
    public static string NetNsOf(Scene scene, NginxInstance instance) => scene.MasterOf(instance) is { SharesOurNetwork: false } master ? master.NetNs : "";

    /// <summary>Root below which the endpoint lies; null = ours, and for what is no unix socket.</summary>
    public static string? RootOf(Scene scene, NginxInstance instance, PeerAddress endpoint) =>
        endpoint.IsUnix && scene.MasterOf(instance) is { Root: not "/" } master ? master.Root : null;
}
