namespace Gatemedic.Logs;

/// <summary>Counts the records of one kind of log.</summary>
internal interface ISegmentReader
{
    /// <summary>Counts the records that start in the scanner's range.</summary>
    /// <param name="lines">Stands before the first line.</param>
    /// <param name="segment">The range, for sources.</param>
    /// <param name="first">Nothing stands before it.</param>
    void Read(LineScanner lines, LogSegment segment, bool first);

    /// <summary>Counts what follows the range and belongs to its last record.</summary>
    void ReadRest(LineScanner lines);
}
