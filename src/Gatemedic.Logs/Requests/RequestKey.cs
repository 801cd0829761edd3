namespace Gatemedic.Logs;

/// <summary>By what access and error records of one request find each other.</summary>
internal enum RequestKey
{
    /// <summary>$connection</summary>
    Connection,

    /// <summary>The client's address and the target of the request line.</summary>
    ClientAndTarget,

    /// <summary>The target of the request line.</summary>
    Target,

    /// <summary>The client's address.</summary>
    Client,

    /// <summary>Nothing but the time.</summary>
    None,

    /// <summary>How many there are.</summary>
    Count,
}

/// <summary>Picks a format's key and computes keys.</summary>
internal static class RequestKeys
{
    // An error record that is cut at 2048 bytes still has so much of its target.
    private const int TargetBytes = 256;

    // Connections are numbered by a counter: an odd factor spreads them over the upper half.
    private const ulong Spread = 0x9E3779B97F4A7C15;

    /// <summary>The most selective key that a format allows.</summary>
    internal static RequestKey Of(AccessFormat format)
    {
        bool target = format.Has(AccessField.Request) || format.Has(AccessField.RequestUri), client = format.Has(AccessField.Client);
        return format.Has(AccessField.Connection) ? RequestKey.Connection
            : target && client ? RequestKey.ClientAndTarget
            : target ? RequestKey.Target
            : client ? RequestKey.Client : RequestKey.None;
    }

    /// <summary>The hash of a record under a key. Seeded per process, so that nobody who sends requests can make keys collide.</summary>
    internal static int Hash(RequestKey key, long connection, ReadOnlySpan<byte> client, ReadOnlySpan<byte> target)
    {
        ulong hash = key switch
        {
            RequestKey.Connection => (ulong)connection * Spread,
            RequestKey.ClientAndTarget => ByteTableSeed.Hash(client) * Spread ^ TargetHash(target),
            RequestKey.Target => TargetHash(target),
            RequestKey.Client => ByteTableSeed.Hash(client),
            _ => 0,
        };
        return (int)(hash >> 32);
    }

    private static ulong TargetHash(ReadOnlySpan<byte> target) => ByteTableSeed.Hash(target[..Math.Min(target.Length, TargetBytes)]);
}
