namespace Gatemedic.Host;

/// <summary>
/// Knows the names that logrotate, cronolog, newsyslog and people give to older logs: access.log.1, access.log.2.gz, access.log-20261120,
/// access-20261120.log.zst, access.log.20261120T1015, access.log.old. By hand, for the first regular expression of a run costs 10 ms.
/// </summary>
internal static class RotatedNames
{
    private static readonly string[] Packed = [".gz", ".zst", ".bz2", ".xz", ".lz4", ".Z"];
    private static readonly string[] Extensions = [".log", ".err", ".out", ".txt", ".json"];

    /// <summary>The log that a file is, or was: access.log of each of those above.</summary>
    public static string Current(string name)
    {
        var plain = name[..^LengthOfEnd(name, Packed)];
        var extension = LengthOfEnd(plain, Extensions);
        for (var at = 0; at < plain.Length; at++)
        {
            // A mark stands before the extension where there is one.
            if (plain[at] is '.' or '-' or '_' && at < plain.Length - extension && IsMark(plain.AsSpan(at + 1, plain.Length - extension - at - 1)))
            {
                return plain[..at] + plain[^extension..];
            }
        }

        return plain;
    }

    /// <summary>It is compressed.</summary>
    public static bool IsPacked(string name) => LengthOfEnd(name, Packed) > 0;

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

    private static int LengthOfEnd(string name, string[] ends)
    {
        foreach (var end in ends)
        {
            if (name.EndsWith(end, StringComparison.Ordinal))
            {
                return end.Length;
            }
        }

        return 0;
    }

    /// <summary>A number, seconds since 1970, a word, or a date.</summary>
    private static bool IsMark(ReadOnlySpan<char> mark) =>
        mark is "old" or "bak" or "prev" || (Digits(mark) == mark.Length && mark.Length is (>= 1 and <= 5) or 10) || IsDate(mark);

    /// <summary>20261120 or 2026-11-20, with or without a time after it.</summary>
    private static bool IsDate(ReadOnlySpan<char> mark)
    {
        foreach (var length in (ReadOnlySpan<int>)[4, 2, 2])
        {
            mark = length == 2 && mark.StartsWith('-') ? mark[1..] : mark;
            if (Digits(mark) < length)
            {
                return false;
            }

            mark = mark[length..];
        }

        var time = mark is ['-' or '_' or '.' or 'T', ..] ? mark[1..] : mark;
        return mark.IsEmpty || (Digits(time) > 0 && time.TrimStart("0123456789:-").IsEmpty);
    }

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
}
