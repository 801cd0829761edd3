using System.Runtime.InteropServices;

namespace Gatemedic.Host;

/// <summary>What statx(2) says of one path.</summary>
internal readonly record struct FileFacts(int TypeBits, int Mode, int Uid, int Gid, DateTimeOffset ModifiedAt, DateTimeOffset ChangedAt, ulong Inode, ulong Device, ulong Special, long Size = 0)
{
    private const uint BasicStats = 0x7ff;
    private const int StatxSize = 256;

    // Major 1, minor 3 (drivers/char/mem.c).
    private const ulong NullDevice = (1UL << 32) | 3;

    public bool IsRegular => TypeBits == 0x8000;

    public bool IsDirectory => TypeBits == 0x4000;

    public bool IsSocket => TypeBits == 0xc000;

    public bool IsFifo => TypeBits == 0x1000;

    /// <summary>/dev/null, whatever path leads to it.</summary>
    public bool IsNullDevice => TypeBits == 0x2000 && Special == NullDevice;

    public bool IsSymlink => TypeBits == 0xa000;

    /// <summary>A word for a person.</summary>
    public string Kind => TypeBits switch
    {
        0x8000 => "file",
        0x4000 => "directory",
        0xc000 => "socket",
        0xa000 => "symbolic link",
        0x1000 => "FIFO",
        0x2000 or 0x6000 => "device",
        _ => "unknown kind of file",
    };

    /// <summary>Reads them; false with errno when the path cannot be reached.</summary>
    public static unsafe bool TryRead(string path, bool follow, out FileFacts facts, out int errno)
    {
        facts = default;
        errno = Errno.NoEntry;
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        // struct statx is the same on every architecture, which struct stat is not.
        var raw = stackalloc byte[StatxSize];
        if (Libc.Statx(Libc.AtCurrentDirectory, path, follow ? 0 : Libc.StatNoFollow, BasicStats, raw) != 0)
        {
            errno = Marshal.GetLastPInvokeError();
            return false;
        }

        errno = 0;
        facts = Parse(new ReadOnlySpan<byte>(raw, StatxSize));
        return true;
    }

    private static FileFacts Parse(ReadOnlySpan<byte> raw)
    {
        int mode = MemoryMarshal.Read<ushort>(raw[28..]);
        return new FileFacts(
            mode & 0xf000,
            mode & 0xfff,
            MemoryMarshal.Read<int>(raw[20..]),
            MemoryMarshal.Read<int>(raw[24..]),
            Time(raw[112..]),
            Time(raw[96..]),
            MemoryMarshal.Read<ulong>(raw[32..]),
            Number(raw[136..]),
            Number(raw[128..]),
            MemoryMarshal.Read<long>(raw[40..]));
    }

    // Major and minor number.
    private static ulong Number(ReadOnlySpan<byte> raw) => ((ulong)MemoryMarshal.Read<uint>(raw) << 32) | MemoryMarshal.Read<uint>(raw[4..]);

    // struct statx_timestamp. Times outside of .NET's calendar can be set with touch(1); they must not throw.
    private static DateTimeOffset Time(ReadOnlySpan<byte> raw) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(MemoryMarshal.Read<long>(raw), -62135596800, 253402300798)).AddTicks(MemoryMarshal.Read<uint>(raw[8..]) / 100);
}
