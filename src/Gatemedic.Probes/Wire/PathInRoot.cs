using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Probes;

/// <summary>Opens a path below another root as a process there would: an absolute link, /var/run -> /run, stays inside.</summary>
internal static class PathInRoot
{
    private const long WorkingDirectory = -100;
    private const int NotPermitted = 1;
    private const int NoSuchCall = 38;

    /// <summary>A handle that only names what is there; null where the kernel has no such call or a sandbox forbids it.</summary>
    public static SafeFileHandle? Open(string root, string path)
    {
        using var directory = Open(WorkingDirectory, root + "/", resolve: 0);
        return directory is null ? null : Open(directory.DangerousGetHandle(), path, Native.InRoot);
    }

    private static SafeFileHandle? Open(long directory, string path, long resolve)
    {
        var descriptor = Native.Call(Native.OpenAt2, directory, Encoding.UTF8.GetBytes(path + "\0"), [Native.OnlyPath, 0, resolve], 3 * sizeof(long));
        return descriptor >= 0 ? new SafeFileHandle((nint)descriptor, ownsHandle: true)
            : Marshal.GetLastPInvokeError() is var errno && errno is NotPermitted or NoSuchCall ? null
            : throw new ErrnoException(errno);
    }
}
