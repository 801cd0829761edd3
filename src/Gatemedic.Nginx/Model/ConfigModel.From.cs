using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <content>Making the model of a tree.</content>
public sealed partial record ConfigModel
{
    /// <summary>The model of a configuration, also of a broken one (what stands before the fault) and of a fragment (server or location blocks without http).</summary>
    /// <param name="tree">The parsed configuration.</param>
    /// <param name="prefix">nginx's prefix: relative log and pid paths start here.</param>
    /// <param name="defaultErrorLog">The compiled-in --error-log-path; null when it is not a file.</param>
    /// <param name="defaultAccessLog">The compiled-in --http-log-path.</param>
    /// <param name="version">The nginx that reads it, whose defaults count; null: <see cref="DirectiveTable.Assumed"/>.</param>
    public static ConfigModel From(
        ConfigTree tree,
        string prefix,
        string? defaultErrorLog = "logs/error.log",
        string? defaultAccessLog = "logs/access.log",
        NginxVersion? version = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(prefix);
        var fragment = Fragment(tree);
        var parents = fragment is not null
            ? [(fragment, ServerKind.Http)]
            : tree.Children().Where(d => d is { Name: "http" or "stream", Block: not null })
                .Select(d => (Directive: d, Kind: d.Name == "http" ? ServerKind.Http : ServerKind.Stream)).ToArray();
        var reader = new ServerReader();
        ImmutableArray<ServerBlock> servers = [.. parents.SelectMany(p => reader.Read(p.Item1, p.Item2))];
        ImmutableArray<UpstreamBlock> upstreams = [.. parents.SelectMany(p => UpstreamReader.Read(p.Item1, p.Item2))];
        var index = new DirectiveIndex();
        var passes = new PassScanner(reader, new PassReader(new StaticVariables(index), upstreams));
        return new ConfigModel
        {
            Tree = tree,
            Version = version,
            User = First(tree, "user"),
            PidFile = First(tree, "pid") is { } pid ? LogReader.Absolute(prefix, pid) : null,
            Servers = servers,
            Upstreams = upstreams,
            Passes = [.. servers.SelectMany(passes.Read)],
            Logs = new LogReader(prefix).Read(tree, fragment is null ? defaultErrorLog : null, defaultAccessLog),
            index = index,
        };
    }

    private static string? First(ConfigTree tree, string name) =>
        tree.Children().FirstOrDefault(d => d.Name == name) is { Args: [var value, ..] } ? value : null;

    /// <summary>An http block around a fragment of one, with a server where that is missing too; null for a whole configuration.</summary>
    internal static Directive? Fragment(ConfigTree tree)
    {
        var top = tree.Children().ToList();
        if (top.Count == 0 || top.Exists(d => d.Name is "http" or "stream" or "mail" or "events"))
        {
            return null;
        }

        var http = Around("http", tree.Root);
        return top.Exists(d => d.Name is "location" or "listen" || PassReader.IsPass(d)) ? http with { Block = [.. tree.Root, Around("server", tree.Root)] }
            : top.Exists(d => d.Name is "server" or "upstream") ? http
            : null;
    }

    private static Directive Around(string name, ImmutableArray<Directive> children) => new()
    {
        Name = name,
        Args = [],
        File = children[0].File,
        Line = children[0].Line,
        Span = (children[0].Span.Start, children[0].Span.Start),
        Block = children,
    };
}
