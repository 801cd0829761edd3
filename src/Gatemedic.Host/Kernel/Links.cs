using System.Runtime.InteropServices;
using System.Text;

namespace Gatemedic.Host;

/// <summary>Reads symbolic links, those of /proc included, whose targets need not exist.</summary>
internal static unsafe class Links
{
    private const int Longest = 4096;

    /// <summary>The target as written; null with errno when it cannot be read.</summary>
    public static string? Read(string path, out int errno)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        Encoding.UTF8.GetBytes(path, bytes);
        var target = stackalloc byte[Longest];
        fixed (byte* p = bytes)
        {
            var length = Libc.ReadLink(p, target, Longest);
            errno = length < 0 ? Marshal.GetLastPInvokeError() : 0;
            return length < 0 ? null : Encoding.UTF8.GetString(target, (int)length);
        }
    }

    /// <summary>The target as written, or null.</summary>
    public static string? Read(string path) => Read(path, out _);
}
