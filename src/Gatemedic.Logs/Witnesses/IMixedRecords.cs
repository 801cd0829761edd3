namespace Gatemedic.Logs;

/// <summary>Takes what is found in a log of any mixture. Spans are valid during the call only.</summary>
internal interface IMixedRecords
{
    /// <summary>A record of nginx's error log, from its time on, without wrapper; FastCGI's text may hold line feeds.</summary>
    void Error(ReadOnlySpan<byte> record, in MixedPlace place);

    /// <summary>A line of nginx's access log, without wrapper.</summary>
    void Access(ReadOnlySpan<byte> line, AccessFormat format, in MixedPlace place);

    /// <summary>A record of another program; records of one writer come in order.</summary>
    void Witness(WitnessEvent witness);

    /// <summary>Lines of no known kind.</summary>
    void Unknown(long lines);
}

/// <summary>Where a record stands, and when a wrapper around it says that it was taken.</summary>
/// <param name="Offset">Of its first line.</param>
/// <param name="Number">Of its first line; 0 when lines are not counted.</param>
/// <param name="Time">From a wrapper, with its zone; null when none tells.</param>
internal readonly record struct MixedPlace(long Offset, long Number, DateTimeOffset? Time);
