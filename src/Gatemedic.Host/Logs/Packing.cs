using System.Collections.Immutable;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Gatemedic.Host;

/// <summary>A way in which logs are packed, known by the first bytes: names lie, after a rename or a download.</summary>
/// <param name="Name">For people.</param>
/// <param name="Magic">First bytes.</param>
/// <param name="Unpack">Unpacks; null where another program has to.</param>
/// <param name="Command">What prints the lines, with {0} for the file; null where we unpack ourselves.</param>
internal sealed record Packing(string Name, byte[] Magic, Func<Stream, Stream>? Unpack, string? Command)
{
    /// <summary>Bytes that decide.</summary>
    public const int MagicLength = 8;

    // zstd --ultra and --long ask for a window of up to 2 GiB; 64 MiB reads what the usual levels write, within our bounds.
    private const int LargestWindowLog = 26;

    /// <summary>All that are told apart.</summary>
    public static ImmutableArray<Packing> All { get; } =
    [
        new("gzip", [0x1f, 0x8b], packed => new GzipMembers(packed), null),
        new("zstd", [0x28, 0xb5, 0x2f, 0xfd], Zstd, null),
        new("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], null, "xz -dc {0}"),
        new("bzip2", "BZh"u8.ToArray(), null, "bzip2 -dc {0}"),
        new("lz4", [0x04, 0x22, 0x4d, 0x18], null, "lz4 -dc {0}"),
        new("compress", [0x1f, 0x9d], null, "zcat {0}"),
        new("zip", "PK\u0003\u0004"u8.ToArray(), null, "unzip -p {0}"),
        new("binary journal", "LPKSHHRH"u8.ToArray(), null, "journalctl --file {0} -o json"),
    ];

    /// <summary>What the first bytes say; null for text.</summary>
    public static Packing? Of(ReadOnlySpan<byte> head)
    {
        foreach (var packing in All)
        {
            if (head.StartsWith(packing.Magic))
            {
                return packing;
            }
        }

        return null;
    }

    private static DecompressionStream Zstd(Stream packed)
    {
        var stream = new DecompressionStream(packed, leaveOpen: false);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindowLog);
        return stream;
    }
}
