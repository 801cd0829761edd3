using System.Runtime.InteropServices;

namespace Gatemedic.Probes;

/// <summary>The system calls whose errno or thread matters and that the runtime hides.</summary>
internal static partial class Native
{
    public const int AfUnix = 1;
    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int CloneNewNet = 0x40000000;

    /// <summary>SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC.</summary>
    public const int NonBlockingStream = 1 | 0x800 | 0x80000;

    /// <summary>SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC.</summary>
    public const int NonBlockingDatagram = 2 | 0x800 | 0x80000;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, ReadOnlySpan<byte> address, uint length);

    /// <summary>openat2(2), which no libc wraps: the same number on every architecture.</summary>
    public const long OpenAt2 = 437;

    /// <summary>O_PATH | O_CLOEXEC.</summary>
    public const long OnlyPath = 0x200000 | 0x80000;

    /// <summary>RESOLVE_IN_ROOT.</summary>
    public const long InRoot = 0x10;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial long Call(long number, long directory, ReadOnlySpan<byte> path, ReadOnlySpan<long> how, long size);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(int descriptor, int kind);
}
