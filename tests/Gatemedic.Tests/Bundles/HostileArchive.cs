using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Gatemedic.Bundles;

/// <summary>An archive that is written block by block, so that it can hold what no tar program would write.</summary>
internal sealed class HostileArchive
{
    private const int Block = 512;

    private readonly ArrayBufferWriter<byte> _tar = new();

    /// <summary>A manifest for one Scene, as a bundle has it.</summary>
    public static byte[] Manifest(byte[] scene, int format = 1) => Encoding.UTF8.GetBytes(
        $"{{\"format\":{format},\"program\":\"0.1.0\",\"takenAt\":\"2026-03-04T12:00:00+00:00\",\"redacted\":true,\"entries\":[{{\"name\":\"scene.case\",\"size\":{scene.Length},\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(scene))}\",\"what\":\"\"}}]}}");

    /// <summary>Adds an entry; the size that it claims may be another than it has.</summary>
    public HostileArchive Add(string name, byte[] content, char kind = '0', string? size = null)
    {
        var header = new byte[Block];
        Encoding.Latin1.GetBytes(name).CopyTo(header, 0);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        Encoding.ASCII.GetBytes(size ?? Convert.ToString(content.Length, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)kind;
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        _tar.Write(header);
        _tar.Write(content);
        return Zeros((Block - (content.Length % Block)) % Block);
    }

    /// <summary>Adds zeros.</summary>
    public HostileArchive Zeros(int count)
    {
        _tar.Write(new byte[count]);
        return this;
    }

    /// <summary>The archive with its end, packed.</summary>
    public byte[] Packed(bool hasEnd = true)
    {
        if (hasEnd)
        {
            Zeros(2 * Block);
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(_tar.WrittenSpan);
        }

        return packed.ToArray();
    }
}
