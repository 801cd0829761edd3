using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>HTTP/2 with prior knowledge, as grpc_pass speaks it; the peer's SETTINGS frame is answer enough, so no call is made.</summary>
internal sealed class Http2Dialect : Dialect
{
    private const int FrameHeader = 9;
    private const byte Settings = 4;

    /// <inheritdoc/>
    public override string Name => "http2";

    /// <inheritdoc/>
    public override string Asks => "an HTTP/2 preface";

    /// <summary>Preface and SETTINGS with ENABLE_PUSH = 0, as nginx sends them.</summary>
    public override byte[] Opening(ProbeRequest request) =>
    [
        .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
        0, 0, 6, Settings, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0,
    ];

    /// <inheritdoc/>
    public override Reply? Judge(ReadOnlySpan<byte> received)
    {
        if (received.StartsWith("HTTP/"u8))
        {
            return Reply.Other("the peer answered with HTTP/1, not with HTTP/2 frames");
        }

        if (received.Length < FrameHeader)
        {
            return null;
        }

        return IsSettings(received)
            ? new Reply(ProbeOutcome.Answered, "answered with an HTTP/2 SETTINGS frame")
            : Reply.Other("the peer did not answer with an HTTP/2 SETTINGS frame");
    }

    /// <summary>A SETTINGS frame that is no acknowledgement, which a server must send first.</summary>
    public static bool IsSettings(ReadOnlySpan<byte> frame) =>
        frame.Length >= FrameHeader && frame[0] == 0 && frame[1] < 4 && ((frame[1] << 8) + frame[2]) % 6 == 0
        && frame[3] == Settings && (frame[4] & 1) == 0 && frame[5..FrameHeader].IndexOfAnyExcept((byte)0) < 0;
}
