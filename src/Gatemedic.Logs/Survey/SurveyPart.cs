namespace Gatemedic.Logs;

/// <summary>A stretch of one source that one worker reads.</summary>
/// <param name="Source">Position of the source.</param>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Lines that start before it belong to the part.</param>
/// <param name="First">No part of the source stands before it.</param>
/// <param name="Segment">For the sources of its lines; numbered when all parts before it are read.</param>
internal sealed record SurveyPart(int Source, long Start, long End, bool First, LogSegment Segment)
{
    /// <summary>Bytes of a part: large enough that starting one costs nothing, small enough that workers end together.</summary>
    internal const long Length = 4 << 20;

    /// <summary>Lines that start in it.</summary>
    internal long Lines { get; set; }

    /// <summary>Where the first line starts that starts in the part; its end when none does.</summary>
    internal long FirstLine(ILogBytes bytes, Span<byte> buffer)
    {
        if (First)
        {
            return Start;
        }
        // From one byte earlier, so that a start that already is a line's start stays where it is.
        for (long at = Start - 1; at < End - 1;)
        {
            int got = bytes.Read(at, buffer);
            int feed = buffer[..got].IndexOf((byte)'\n');
            if (feed >= 0)
            {
                return Math.Min(at + feed + 1, End);
            }
            if (got == 0)
            {
                break;
            }
            at += got;
        }
        return End;
    }
}
