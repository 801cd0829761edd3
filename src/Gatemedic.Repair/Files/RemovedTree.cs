using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Repair;

/// <summary>
/// Removes a directory with all that is in it, from one held directory to the next: who may write in it cannot lead the removal elsewhere by
/// putting a link in a directory's place.
/// </summary>
internal static class RemovedTree
{
    /// <summary>Removes an entry of a directory, where it is there.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void Remove(SafeFileHandle parent, string name)
    {
        if (Libc.UnlinkAt(parent, name, 0) == 0 || Marshal.GetLastPInvokeError() == Libc.NoEntry)
        {
            return;
        }

        using (var directory = Libc.OpenAt(parent, name, Libc.ReadOnly | Libc.Directory | Libc.NoFollow | Libc.CloseOnExec, 0))
        {
            if (directory.IsInvalid)
            {
                throw Libc.Fault($"{name} cannot be removed");
            }

            foreach (var entry in Directory.GetFileSystemEntries($"/proc/self/fd/{directory.DangerousGetHandle()}"))
            {
                Remove(directory, Path.GetFileName(entry));
            }
        }

        if (Libc.UnlinkAt(parent, name, Libc.RemoveDirectory) != 0 && Marshal.GetLastPInvokeError() != Libc.NoEntry)
        {
            throw Libc.Fault($"the directory {name} cannot be removed");
        }
    }
}
