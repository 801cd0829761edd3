using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>A protocol in which one short question brings an answer with a known beginning.</summary>
/// <param name="name">Word for it.</param>
/// <param name="asks">What is sent, for a person.</param>
/// <param name="question">What is sent.</param>
/// <param name="beginnings">Each of these beginnings is a valid answer.</param>
internal sealed class FixedDialect(string name, string asks, byte[] question, params byte[][] beginnings) : Dialect
{
    public static readonly FixedDialect Memcached = new(
        "memcached", "the memcached command version", "version\r\n"u8.ToArray(), "VERSION "u8.ToArray(), "ERROR\r\n"u8.ToArray());

    public static readonly FixedDialect Redis = new(
        "redis", "a Redis PING", "PING\r\n"u8.ToArray(), "+PONG"u8.ToArray(), "-NOAUTH"u8.ToArray(), "-DENIED"u8.ToArray(), "-ERR"u8.ToArray());

    /// <summary>SSLRequest; the server says S or N before anything else, without a login.</summary>
    public static readonly FixedDialect PostgreSql = new(
        "postgresql", "a PostgreSQL SSLRequest", [0, 0, 0, 8, 4, 210, 22, 47], "S"u8.ToArray(), "N"u8.ToArray());

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Asks => asks;

    /// <inheritdoc/>
    public override byte[] Opening(ProbeRequest request) => question;

    /// <inheritdoc/>
    public override Reply? Judge(ReadOnlySpan<byte> received)
    {
        var canGrow = false;
        foreach (var beginning in beginnings)
        {
            // A one-letter answer counts only when it stands alone: many protocols have words that begin with it.
            if (beginning.Length == 1 ? received.SequenceEqual(beginning) : received.StartsWith(beginning))
            {
                return new Reply(ProbeOutcome.Answered, $"answered {asks}");
            }

            canGrow |= beginning.AsSpan().StartsWith(received);
        }

        return canGrow ? null : Reply.Other($"the peer did not answer {asks}");
    }
}
