using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx.Tests;

/// <summary>Files for a parse, held in memory; globs know only <c>*</c> in the last part of the path.</summary>
internal sealed class MemoryFiles : IConfigFiles
{
    public const string Main = "/etc/nginx/nginx.conf";

    private readonly SortedDictionary<string, ConfigFile> files = new(StringComparer.Ordinal);

    public MemoryFiles(string main) => Add(Main, main);

    public MemoryFiles(byte[] main) => files[Main] = new ConfigFile(Main, main);

    public MemoryFiles Add(string path, string text)
    {
        files[path] = new ConfigFile(path, Encoding.UTF8.GetBytes(text));
        return this;
    }

    public MemoryFiles Add(ConfigFile file)
    {
        files[file.Path] = file;
        return this;
    }

    public ConfigFile Read(string path) =>
        files.TryGetValue(path, out var file) ? file : new ConfigFile(path, default, "No such file or directory", 2);

    public ImmutableArray<string> Glob(string pattern)
    {
        var slash = pattern.LastIndexOf('/');
        var parts = pattern[(slash + 1)..].Split('*', 2);
        return
        [
            .. files.Keys.Where(path =>
                path.LastIndexOf('/') == slash
                && path.StartsWith(pattern[..slash] + "/" + parts[0], StringComparison.Ordinal)
                && path.EndsWith(parts[^1], StringComparison.Ordinal)
                && path[slash + 1] != '.'),
        ];
    }

    public ConfigTree Parse() => ConfigParser.Parse(this, Main);

    public static ConfigTree Parse(string main) => new MemoryFiles(main).Parse();
}
