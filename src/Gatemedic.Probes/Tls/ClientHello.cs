using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gatemedic.Probes;

/// <summary>
/// A ClientHello made by hand: it asks for versions and ciphers that the TLS library of this machine would not offer any more, and says
/// what the peer would have taken. Nothing is encrypted after it: the answer to it is all that is wanted.
/// </summary>
internal static class ClientHello
{
    private const int Longest = 1024;

    // secp256r1, x25519, secp384r1, secp521r1.
    private static readonly ushort[] Groups = [0x0017, 0x001d, 0x0018, 0x0019];

    // ECDSA, RSA-PSS and RSA with SHA-256, -384, -512, and the two that TLS 1.0 knows.
    private static readonly ushort[] Signatures = [0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201];

    /// <summary>The record with the greeting.</summary>
    /// <param name="name">SNI; null = none.</param>
    /// <param name="versions">TLS versions as on the wire (0x0303 = TLS 1.2), at least one.</param>
    public static byte[] Of(string? name, IReadOnlyCollection<ushort> versions)
    {
        var body = new Writer();
        body.Put((ushort)Math.Min(versions.Max(), TlsVersions.Tls12));
        body.Put(RandomNumberGenerator.GetBytes(32));
        body.Put([32, .. RandomNumberGenerator.GetBytes(32)]);
        body.Block(2, suites => suites.Put([.. TlsCiphers.Offered(versions)]));
        body.Put([1, 0]);
        body.Block(2, extensions =>
        {
            if (name is { Length: > 0 and < 256 })
            {
                extensions.Extension(0, value => value.Block(2, list => { list.Put([0]); list.Block(2, host => host.Put(Encoding.ASCII.GetBytes(name))); }));
            }

            extensions.Extension(10, value => value.Block(2, list => list.Put(Groups)));
            extensions.Extension(11, value => value.Put([1, 0]));
            extensions.Extension(13, value => value.Block(2, list => list.Put(Signatures)));
            if (versions.Contains(TlsVersions.Tls13))
            {
                extensions.Extension(43, value => value.Block(1, list => list.Put([.. versions.OrderDescending()])));
                extensions.Extension(51, value => value.Block(2, list => { list.Put(Groups[..1]); list.Block(2, share => share.Put(Share())); }));
            }
        });
        var hello = new Writer();
        hello.Put([1]);
        hello.Block(3, message => message.Put(body.Bytes));
        var record = new Writer();
        record.Put([0x16, 3, 1]);
        record.Block(2, fragment => fragment.Put(hello.Bytes));
        return record.Bytes;
    }

    /// <summary>A point of secp256r1, for a secret that is never used.</summary>
    private static byte[] Share()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. point.X!, .. point.Y!];
    }

    /// <summary>Bytes in network order, with lengths before what they measure.</summary>
    private sealed class Writer
    {
        private readonly List<byte> _bytes = new(Longest);

        public byte[] Bytes => [.. _bytes];

        public void Put(byte[] bytes) => _bytes.AddRange(bytes);

        public void Put(ushort number)
        {
            Span<byte> two = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(two, number);
            _bytes.AddRange(two);
        }

        public void Put(ushort[] numbers)
        {
            foreach (var number in numbers)
            {
                Put(number);
            }
        }

        /// <summary>A block with its length in so many bytes before it.</summary>
        public void Block(int size, Action<Writer> fill)
        {
            var inner = new Writer();
            fill(inner);
            for (var shift = 8 * (size - 1); shift >= 0; shift -= 8)
            {
                _bytes.Add((byte)(inner._bytes.Count >> shift));
            }

            _bytes.AddRange(inner._bytes);
        }

        public void Extension(ushort type, Action<Writer> fill)
        {
            Put(type);
            Block(2, fill);
        }
    }
}
