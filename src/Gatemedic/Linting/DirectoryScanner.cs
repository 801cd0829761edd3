using Gatemedic.Nginx;

namespace Gatemedic.Linting;

/// <summary>Finds the nginx configurations in a directory: main files, and the fragments that none of them includes.</summary>
internal static class DirectoryScanner
{
    private const int MostFiles = 20_000;
    private const long LargestFile = 64 << 20;

    private static readonly string[] FoldersOfSites = ["sites-enabled", "sites-available", "conf.d", "snippets", "vhosts", "vhosts.d"];

    /// <summary>Absolute paths, sorted. Hidden folders (version control) are passed by.</summary>
    public static IEnumerable<string> Find(string directory, IConfigFiles files)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = true };
        var candidates = new DirectoryInfo(directory).EnumerateFiles("*", options)
            .Where(f => f.Length is > 0 and <= LargestFile && LooksLikeConfiguration(f))
            .Take(MostFiles)
            .Select(f => f.FullName)
            .Order(StringComparer.Ordinal)
            .ToList();
        var trees = candidates.Select(path => (Path: path, Tree: ConfigParser.Parse(files, path))).ToList();
        var mains = trees.Where(t => IsNginx(t.Tree) && FragmentFiles.Guess(t.Tree).IsEmpty).ToList();
        var included = mains.SelectMany(m => Files(m.Tree.Root)).ToHashSet(StringComparer.Ordinal);
        return trees.Where(t => IsNginx(t.Tree) && (mains.Contains(t) || !included.Contains(t.Path))).Select(t => t.Path);
    }

    private static bool LooksLikeConfiguration(FileInfo file) =>
        file.Extension is ".conf" or ".nginx" or ".vhost"
        || (file.Extension is "" or ".org" or ".net" or ".com" && Array.IndexOf(FoldersOfSites, file.Directory!.Name) >= 0);

    /// <summary>At least one directive at its top is nginx's: other programs have .conf files too.</summary>
    private static bool IsNginx(ConfigTree tree) => tree.Children().Any(d => KnownDirectives.Contains(d.Name));

    private static IEnumerable<string> Files(IEnumerable<Directive> directives) =>
        directives.SelectMany(d => Files((d.Block ?? []).Concat(d.Included ?? [])).Prepend(d.File));
}
