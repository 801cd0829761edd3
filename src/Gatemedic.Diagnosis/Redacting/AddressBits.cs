using System.Net;
using System.Security.Cryptography;

namespace Gatemedic.Diagnosis;

/// <summary>
/// A permutation of addresses that keeps prefixes: two addresses share as many leading bits afterwards as before, so networks still hold what they held.
/// Each bit is flipped or not by a keyed hash of the bits before it. Loopback, unspecified, link-local and multicast addresses stay; private ones stay
/// private and others do not become so, because no bit is flipped on the way to a block of the table.
/// </summary>
internal sealed class AddressBits(byte[] key)
{
    private static readonly Block[] Blocks4 =
    [
        Block.Of("0.0.0.0", 8, true), Block.Of("127.0.0.0", 8, true), Block.Of("169.254.0.0", 16, true), Block.Of("224.0.0.0", 3, true),
        Block.Of("10.0.0.0", 8), Block.Of("172.16.0.0", 12), Block.Of("192.168.0.0", 16), Block.Of("100.64.0.0", 10),
    ];

    private static readonly Block[] Blocks6 =
    [
        Block.Of("::", 96, true), Block.Of("ff00::", 8, true), Block.Of("fe80::", 10), Block.Of("fc00::", 7), Block.Of("2000::", 3), Block.Of("64:ff9b::", 96),
    ];

    /// <summary>The bytes of the pseudonym.</summary>
    public byte[] Permute(byte[] address)
    {
        var blocks = address.Length == 4 ? Blocks4 : Blocks6;
        var permuted = (byte[])address.Clone();
        // The bits before the one that is decided, and which bit that is.
        var seen = new byte[address.Length + 1];
        for (var i = 0; i < address.Length * 8; i++)
        {
            var bit = (byte)(0x80 >> (i % 8));
            seen[^1] = (byte)i;
            if (!Array.Exists(blocks, b => b.Holds(address, i)) && (HMACSHA256.HashData(key, seen)[0] & 1) != 0)
            {
                permuted[i / 8] ^= bit;
            }

            seen[i / 8] |= (byte)(address[i / 8] & bit);
        }

        return permuted;
    }

    /// <summary>Addresses that mean something by where they are.</summary>
    private sealed record Block(byte[] Prefix, int Length, bool Stays)
    {
        public static Block Of(string prefix, int length, bool stays = false) => new(IPAddress.Parse(prefix).GetAddressBytes(), length, stays);

        /// <summary>Bit <paramref name="depth"/> may not be flipped: the bits before it lead into this block, or lie in it and it stays.</summary>
        public bool Holds(byte[] address, int depth)
        {
            if (depth >= Length && !Stays)
            {
                return false;
            }

            for (var i = 0; i < Math.Min(depth, Length); i++)
            {
                if (((address[i / 8] ^ Prefix[i / 8]) & (0x80 >> (i % 8))) != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
