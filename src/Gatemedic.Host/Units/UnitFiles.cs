namespace Gatemedic.Host;

/// <summary>The services, and sockets that start some, for which this host has a unit file, whether systemd has loaded them or not.</summary>
internal static class UnitFiles
{
    private const int Most = 200;
    private static readonly string[] Directories = ["/etc/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    /// <summary>Names of services that could be an application; those of the host's administrator first.</summary>
    public static IEnumerable<string> Names() => Names(Directories);

    internal static IEnumerable<string> Names(IEnumerable<string> directories) =>
        directories.SelectMany(In).Distinct().Take(Most);

    private static IEnumerable<string> In(string directory)
    {
        try
        {
            return [.. new DirectoryInfo(directory).EnumerateFiles("*.s*", SearchOption.TopDirectoryOnly).Where(IsOwn).Select(f => f.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A link to a file of another name is an alias, one to /dev/null a mask; a template is no service; systemd's own serve nobody's requests.
    private static bool IsOwn(FileInfo file) =>
        file.Extension is ".service" or ".socket"
        && !Path.GetFileNameWithoutExtension(file.Name).EndsWith('@')
        && !file.Name.StartsWith("systemd-", StringComparison.Ordinal)
        && (file.LinkTarget is not { } target || Path.GetFileName(target) == file.Name);
}
