using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Opens logs for reading: regular files only, never waiting, and saying who may when we may not.</summary>
public static class LogFileReader
{
    /// <summary>A seekable stream over the log; the caller closes it.</summary>
    /// <param name="what">What it is called when it cannot be seen: "error log /var/log/nginx/error.log".</param>
    /// <param name="path">Absolute path as nginx knows it.</param>
    /// <param name="root">Root of nginx's file system as we reach it.</param>
    public static Section<Stream> Open(string what, string path, string root = "/")
    {
        if (RootedPath.IsStandardStream(root, path))
        {
            return StandardStream<Stream>(what);
        }

        var here = RootedPath.Resolve(root, path);
        var handle = BoundedFile.Open(here, out var errno, out var error);
        if (handle is null)
        {
            return Unreachable<Stream>(what, here, errno, error);
        }

        try
        {
            return Section.Seen<Stream>(new FileStream(handle, FileAccess.Read, bufferSize: 1));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            handle.Dispose();
            return Section.Blind<Stream>(what, e.Message, "");
        }
    }

    /// <summary>A log that containers keep, not files.</summary>
    internal static Section<T> StandardStream<T>(string what) => Section.Blind<T>(
        what, "it leads to nginx's standard output or error, not to a file", "give the container's or unit's log with --error-log or --access-log");

    /// <summary>A log that cannot be opened.</summary>
    internal static Section<T> Unreachable<T>(string what, string path, int errno, string error) =>
        Section.Blind<T>(what, error, Errno.IsDenied(errno) ? Remedy(path) : "");

    /// <summary>Names the group that may read the log, or may enter the directory above that stops us.</summary>
    private static string Remedy(string path)
    {
        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            if (FileFacts.TryRead(at, follow: true, out var facts, out _))
            {
                var needed = facts.IsDirectory ? 0x08 : 0x20;
                return (facts.Mode & needed) != 0 && facts.Gid != 0
                    ? $"run as root or as a member of the group {UserNames.Read().Group(facts.Gid)}"
                    : "run as root";
            }
        }

        return "run as root";
    }
}
