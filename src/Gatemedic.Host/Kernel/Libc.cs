using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatemedic.Host;

/// <summary>The C library calls for which .NET has no equal: they keep errno, see sockets and FIFOs, and never block on open.</summary>
internal static unsafe partial class Libc
{
    public const int OpenReadOnly = 0;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int AtCurrentDirectory = -100;
    public const int StatNoFollow = 0x100;
    public const int SeekData = 3;
    public const int ClockRealtime = 0;
    public const int ClockMonotonic = 1;
    public const int ClockBoottime = 7;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle handle, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(SafeFileHandle handle, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    public static partial nint ReadLink(byte* path, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directory, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    public static partial int GetClock(int clock, long* secondsAndNanoseconds);

    /// <summary>syslog(2): the kernel's ring buffer.</summary>
    [LibraryImport("libc", EntryPoint = "klogctl", SetLastError = true)]
    public static partial int KernelLog(int action, byte* buffer, int size);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetAttribute(string path, string name, byte* value, nint size);

    [LibraryImport("libc", EntryPoint = "getaddrinfo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetAddressInfo(string node, string? service, AddressInfo* hints, AddressInfo** result);

    [LibraryImport("libc", EntryPoint = "freeaddrinfo")]
    public static partial void FreeAddressInfo(AddressInfo* result);

    [LibraryImport("libc", EntryPoint = "gai_strerror")]
    public static partial nint AddressErrorText(int code);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Found;
    }

    /// <summary>struct addrinfo of glibc and musl on 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct AddressInfo
    {
        public int Flags;
        public int Family;
        public int SocketType;
        public int Protocol;
        public uint AddressLength;
        public byte* Address;
        public byte* CanonicalName;
        public AddressInfo* Next;
    }

    /// <summary>Effective user 0.</summary>
    public static bool IsRoot => GetEffectiveUser() == 0;
}
