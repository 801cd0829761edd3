using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>One protocol as a probe speaks it: what to send, and what the bytes that come back mean.</summary>
internal abstract class Dialect
{
    /// <summary>The word for it in <see cref="ProbeResult.Spoken"/>.</summary>
    public abstract string Name { get; }

    /// <summary>What is sent, for a person: "a plain HTTP request".</summary>
    public abstract string Asks { get; }

    /// <summary>The bytes to send once connected.</summary>
    public abstract byte[] Opening(ProbeRequest request);

    /// <summary>The reply in everything received so far; null when more bytes are needed to tell. Pure, and safe on any bytes.</summary>
    public abstract Reply? Judge(ReadOnlySpan<byte> received);
}

/// <summary>How an exchange ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Text">In words, without the stage.</param>
internal sealed record Reply(ProbeOutcome Outcome, string Text)
{
    public int Errno { get; init; }

    public int? Status { get; init; }

    public int? HeaderBytes { get; init; }

    public string? Server { get; init; }

    /// <summary>What of the header breaks nginx's rules; null when nothing does.</summary>
    public InvalidPart? Invalid { get; init; }

    /// <summary>The body comes in chunks.</summary>
    public bool IsChunked { get; init; }

    public static Reply Other(string text) => new(ProbeOutcome.OtherProtocol, text);
}
