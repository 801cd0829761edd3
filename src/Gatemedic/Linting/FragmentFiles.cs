using System.Collections.Immutable;
using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Linting;

/// <summary>A fragment of a configuration inside the blocks that it is made for: a main file that exists only here includes it.</summary>
internal sealed class FragmentFiles : IConfigFiles
{
    private readonly IConfigFiles inner;
    private readonly ConfigFile main;

    /// <summary>The fragment within blocks.</summary>
    /// <param name="inner">Where the fragment and what it includes come from.</param>
    /// <param name="path">Absolute path of the fragment.</param>
    /// <param name="blocks">Names of the blocks around it, outermost first: http, server.</param>
    public FragmentFiles(IConfigFiles inner, string path, ImmutableArray<string> blocks)
    {
        this.inner = inner;
        var quoted = path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var text = string.Concat(blocks.Select(b => Opener(b) + " { ")) + $"include \"{quoted}\"; " + string.Concat(blocks.Select(_ => "} "));
        main = new ConfigFile(MainPathOf(path), Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The path of the main file, beside the fragment so that relative includes start there.</summary>
    public string MainPath => main.Path;

    /// <inheritdoc/>
    public ConfigFile Read(string path) => path == main.Path ? main : inner.Read(path);

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern) => inner.Glob(pattern);

    /// <summary>The blocks that a fragment most likely belongs in, by what stands at its top; empty for a whole configuration.</summary>
    public static ImmutableArray<string> Guess(ConfigTree tree)
    {
        var names = tree.Children().Select(d => d.Name).ToHashSet();
        return names.Overlaps(["http", "events", "stream", "mail", "worker_processes", "load_module"]) ? []
            : names.Overlaps(["server", "upstream", "map", "geo", "log_format", "split_clients", "limit_req_zone", "limit_conn_zone", "proxy_cache_path", "types"]) ? ["http"]
            : names.Overlaps(["listen", "server_name", "location"]) ? ["http", "server"]
            : ["http", "server", "location"];
    }

    private static string MainPathOf(string path) => path[..(path.LastIndexOf('/') + 1)] + "(fragment)";

    private static string Opener(string block) => block switch
    {
        "location" or "if" => "location /",
        "upstream" => "upstream fragment",
        _ => block,
    };
}
