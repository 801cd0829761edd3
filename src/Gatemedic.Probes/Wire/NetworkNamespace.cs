using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Probes;

/// <summary>A network namespace other than ours, in which sockets can be made, even when the process through which it was found has ended.</summary>
internal sealed class NetworkNamespace
{
    private const int NoSuchProcess = 3;

    private readonly SafeFileHandle handle;

    private NetworkNamespace(SafeFileHandle handle) => this.handle = handle;

    /// <summary>It is the one that we live in.</summary>
    public static bool IsOurs(string id) => id.Length == 0 || Target("/proc/self/ns/net") == id;

    /// <summary>The namespace of that id ("net:[4026531840]"), found through a process that lives in it.</summary>
    /// <param name="id">As /proc/PID/ns/net reads.</param>
    /// <param name="why">Why it cannot be entered, when the result is null.</param>
    public static NetworkNamespace? Find(string id, out string why)
    {
        why = $"no process in the network namespace {id} can be seen";
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            var link = directory + "/ns/net";
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out _) || Target(link) != id)
            {
                continue;
            }

            // One that ends meanwhile says nothing of the next.
            if (Open(link, out var errno) is { } handle)
            {
                var found = new NetworkNamespace(handle);
                errno = found.Run(() => 0, out _);
                if (errno is null)
                {
                    return found;
                }
            }

            why = $"setns: {Errno.Words(errno ?? NoSuchProcess)}";
        }

        return null;
    }

    /// <summary>A socket that stays in the namespace wherever it is used.</summary>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="type">One of <see cref="Native"/>.</param>
    public int OpenSocket(int family, int type = Native.NonBlockingStream) =>
        Run(() => Native.OpenSocket(family, type, 0), out var descriptor) is { } errno
            ? throw new ErrnoException(errno)
            : descriptor;

    /// <summary>Runs on a thread of its own, since setns moves the calling thread for good; returns the errno, or null.</summary>
    private int? Run(Func<int> call, out int value)
    {
        int? errno = null;
        var result = -1;
        var thread = new Thread(() => errno = Enter() ?? ((result = call()) < 0 ? Marshal.GetLastPInvokeError() : null));
        thread.Start();
        thread.Join();
        value = result;
        return errno;
    }

    private int? Enter() =>
        Native.EnterNamespace((int)handle.DangerousGetHandle(), Native.CloneNewNet) == 0 ? null : Marshal.GetLastPInvokeError();

    private static SafeFileHandle? Open(string link, out int? errno)
    {
        try
        {
            errno = null;
            return File.OpenHandle(link, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errno = error is UnauthorizedAccessException ? Errno.PermissionDenied : NoSuchProcess;
            return null;
        }
    }

    private static string? Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.Name;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
