using System.Text.RegularExpressions;

namespace Gatemedic.Host;

/// <summary>
/// Knows the names that logrotate, cronolog, newsyslog and people give to older logs: access.log.1, access.log.2.gz, access.log-20261120,
/// access-20261120.log.zst, access.log.20261120T1015, access.log.old.
/// </summary>
internal static partial class RotatedNames
{
    /// <summary>The log that a file is, or was: access.log of each of those above.</summary>
    public static string Current(string name)
    {
        var plain = Packed().Replace(name, "");
        var match = Mark().Match(plain);
        return match.Success ? plain[..match.Index] + match.Groups["extension"].Value : plain;
    }

    /// <summary>The logs beside one that were rotated from it, in no order; paths as its nginx knows them.</summary>
    public static IEnumerable<string> Beside(string path, string root)
    {
        var (folder, name) = (Path.GetDirectoryName(path) ?? "/", Path.GetFileName(path));
        try
        {
            return Directory.EnumerateFiles(RootedPath.Resolve(root, folder)).Select(f => Path.GetFileName(f)).Where(n => n != name && Current(n) == name).Select(n => Path.Combine(folder, n)).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The log itself can be read; that its directory cannot be listed is the right of whoever made it.
            return [];
        }
    }

    [GeneratedRegex(@"\.(gz|zst|bz2|xz|lz4|Z)$", RegexOptions.CultureInvariant)]
    private static partial Regex Packed();

    // A number, a date with or without a time, or a word; before the extension where there is one.
    [GeneratedRegex(@"[.\-_](\d{1,5}|\d{4}-?\d\d-?\d\d([-_.T]?\d[\d:\-]*)?|\d{10}|old|bak|prev)(?<extension>\.(log|err|out|txt|json))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
