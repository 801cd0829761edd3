using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Collecting;

/// <summary>
/// Configuration files for one who may read less than nginx's master, which is root: an include that only we may not read counts as empty, so that
/// what follows is still read. Its errno stays, and is told as a blind spot.
/// </summary>
internal sealed class VisitorConfigFiles(IConfigFiles inner, string mainPath) : IConfigFiles
{
    private const int PermissionDenied = 13;

    /// <summary>The files as this process should read them: as they are for root, with this leniency for others.</summary>
    public static IConfigFiles For(IConfigFiles files, string mainPath) =>
        Environment.IsPrivilegedProcess ? files : new VisitorConfigFiles(files, mainPath);

    /// <inheritdoc/>
    public ConfigFile Read(string path)
    {
        var file = inner.Read(path);
        return file.Errno == PermissionDenied && path != mainPath ? file with { Error = null } : file;
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Glob(string pattern) => inner.Glob(pattern);
}
