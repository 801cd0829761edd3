namespace Gatemedic.Logs;

/// <summary>How far a request was when an error record was written, by nginx's action.</summary>
internal enum FailurePhase
{
    /// <summary>No action, or one without a say.</summary>
    Other,

    /// <summary>connecting to upstream</summary>
    Connect,

    /// <summary>SSL handshaking to upstream</summary>
    Handshake,

    /// <summary>sending request to upstream</summary>
    Send,

    /// <summary>reading response header from upstream</summary>
    Header,

    /// <summary>reading upstream</summary>
    Body,

    /// <summary>proxying upgraded connection</summary>
    Upgraded,

    /// <summary>sending to client</summary>
    Client,
}

/// <summary>Reads the phase off nginx's action.</summary>
internal static class FailurePhases
{
    internal static FailurePhase Of(ReadOnlySpan<byte> action) => action.Length switch
    {
        22 when action.SequenceEqual("connecting to upstream"u8) => FailurePhase.Connect,
        27 when action.SequenceEqual("SSL handshaking to upstream"u8) => FailurePhase.Handshake,
        27 when action.SequenceEqual("sending request to upstream"u8) => FailurePhase.Send,
        37 when action.SequenceEqual("reading response header from upstream"u8) => FailurePhase.Header,
        16 when action.SequenceEqual("reading upstream"u8) => FailurePhase.Body,
        29 when action.SequenceEqual("proxying upgraded connection"u8) => FailurePhase.Upgraded,
        17 when action.SequenceEqual("sending to client"u8) => FailurePhase.Client,
        _ => FailurePhase.Other,
    };
}
