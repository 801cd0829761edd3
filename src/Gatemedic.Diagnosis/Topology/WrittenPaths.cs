using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A directory in which nginx's workers make files while they serve.</summary>
/// <param name="Directive">proxy_temp_path, client_body_temp_path, proxy_cache_path, ...</param>
/// <param name="Path">Absolute.</param>
/// <param name="Where">file:line, or "nginx default".</param>
public sealed record WrittenPath(string Directive, string Path, string Where)
{
    private const int Most = 32;

    private static readonly string[] Caches = ["proxy_cache_path", "fastcgi_cache_path", "uwsgi_cache_path", "scgi_cache_path"];

    /// <summary>Those of the routes of an instance, each once; none where its configuration was not seen.</summary>
    public static ImmutableArray<WrittenPath> Of(NginxInstance instance)
    {
        if (instance.Model() is not { } model)
        {
            return [];
        }

        var prefix = instance.Configuration.Seen!.Prefix;
        var caches =
            from http in model.Tree.Children()
            where http.Name == "http"
            from cache in http.Children()
            where Caches.Contains(cache.Name) && cache.Args.Length > 0
            select new WrittenPath(cache.Name, Absolute(prefix, cache.Args[0]), cache.Where);
        var temporary =
            from pass in model.Passes
            from directive in (string[])["client_body_temp_path", pass.Protocol.DirectivePrefix() + "temp_path"]
            let value = model.Effective(pass, directive)
            where value.Args is [{ Length: > 0 }, ..]
            select new WrittenPath(directive, Absolute(prefix, value.File is null ? Compiled(instance, directive) ?? value.Args[0] : value.Args[0]), value.Where);
        return [.. temporary.Concat(caches).DistinctBy(p => p.Path).Take(Most)];
    }

    /// <summary>The question for the room there.</summary>
    public InspectSpace Question(Scene scene, NginxInstance instance)
    {
        var master = scene.MasterOf(instance);
        return new InspectSpace(Path, master?.WorkerUser.Seen, master?.Root ?? "/");
    }

    /// <summary>The room there; null when it was not looked at.</summary>
    public SpaceFacts? Space(Scene scene, NginxInstance instance) => (scene.AnswerTo(Question(scene, instance)) as SpaceAnswer)?.Result.Seen;

    /// <summary>A file lies in it.</summary>
    public bool Holds(string file) => file.StartsWith(Path.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string? Compiled(NginxInstance instance, string directive) =>
        instance.TempPaths.OrEmpty().FirstOrDefault(p => p.Directive == directive)?.Path;

    private static string Absolute(string prefix, string path) => path.StartsWith('/') ? path : $"{prefix.TrimEnd('/')}/{path}";
}
