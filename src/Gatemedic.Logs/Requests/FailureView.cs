namespace Gatemedic.Logs;

/// <summary>A failed request as it is counted: spans of the lines that tell it.</summary>
internal ref struct FailureView
{
    internal required FailureReason Reason;

    /// <summary>Another reason fits as well.</summary>
    internal bool IsAmbiguous;

    /// <summary>What the client got; null where no access log tells.</summary>
    internal int? Status;

    /// <summary>When it ended.</summary>
    internal required DateTimeOffset Time;

    /// <summary>The last one tried; empty for none.</summary>
    internal ReadOnlySpan<byte> Peer;

    /// <summary>Host or server; empty where it is not told.</summary>
    internal ReadOnlySpan<byte> Host;

    /// <summary>Path with arguments; empty where it is not told.</summary>
    internal ReadOnlySpan<byte> Target;

    /// <summary>The error line that ended it.</summary>
    internal LineView Error;

    /// <summary>Its access line.</summary>
    internal LineView Access;
}

/// <summary>A line and where it stands; empty for none.</summary>
internal readonly ref struct LineView(ReadOnlySpan<byte> text, LogSegment log, LinePlace place)
{
    internal ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Null only of an empty one.</summary>
    internal LogSegment? Log { get; } = log;

    internal LinePlace Place { get; } = place;
}
