using System.Globalization;
using System.Runtime.InteropServices;

namespace Gatemedic.Probes;

/// <summary>A network namespace other than ours, in which sockets can be made.</summary>
internal sealed class NetworkNamespace
{
    private readonly string link;

    private NetworkNamespace(string link) => this.link = link;

    /// <summary>It is the one that we live in.</summary>
    public static bool IsOurs(string id) => id.Length == 0 || Target("/proc/self/ns/net") == id;

    /// <summary>The namespace of that id ("net:[4026531840]"), found through a process that lives in it.</summary>
    /// <param name="id">As /proc/PID/ns/net reads.</param>
    /// <param name="why">Why it cannot be entered, when the result is null.</param>
    public static NetworkNamespace? Find(string id, out string why)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            var link = directory + "/ns/net";
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out _) || Target(link) != id)
            {
                continue;
            }

            var found = new NetworkNamespace(link);
            why = found.Run(() => 0, out _) is { } errno ? $"setns: {Errno.Words(errno)}" : "";
            return why.Length == 0 ? found : null;
        }

        why = $"no process in the network namespace {id} can be seen";
        return null;
    }

    /// <summary>A stream socket that stays in the namespace wherever it is used.</summary>
    public int OpenSocket(int family) =>
        Run(() => Native.OpenSocket(family, Native.NonBlockingStream, 0), out var descriptor) is { } errno
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

    private int? Enter()
    {
        try
        {
            using var handle = File.OpenHandle(link, share: FileShare.ReadWrite | FileShare.Delete);
            return Native.EnterNamespace((int)handle.DangerousGetHandle(), Native.CloneNewNet) == 0 ? null : Marshal.GetLastPInvokeError();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is UnauthorizedAccessException ? Errno.PermissionDenied : 3;
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
