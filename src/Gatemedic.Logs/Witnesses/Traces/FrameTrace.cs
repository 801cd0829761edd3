using System.Buffers;

namespace Gatemedic.Logs;

/// <summary>
/// An error of Node.js or Java: its name and text, then frames that start with "at". Node.js puts the place, the source line and a caret
/// before it when nobody caught the error.
/// </summary>
internal sealed class FrameTrace : Trace
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$"u8);

    // Place, source, caret and an empty line.
    private const int MostBefore = 4;

    private int _before;

    private readonly bool _isPlace;

    /// <param name="verdict">The error's line; empty when the first line told it, null when it is still to come.</param>
    /// <param name="isPlace">The first line was a place in a source file.</param>
    internal FrameTrace(byte[]? verdict, bool isPlace = false)
    {
        Verdict = verdict;
        _isPlace = isPlace;
    }

    internal override bool Takes(ReadOnlySpan<byte> line) => Verdict is null ? TakesBefore(line) : TakesFrame(line);

    private bool TakesBefore(ReadOnlySpan<byte> line)
    {
        if (IsVerdict(line))
        {
            Verdict = line.ToArray();
            return true;
        }
        return ++_before < MostBefore && (_isPlace || line.IsEmpty);
    }

    private bool TakesFrame(ReadOnlySpan<byte> line)
    {
        var text = line.TrimStart(" \t"u8);
        if (text.StartsWith("at "u8))
        {
            bool java = text.IndexOf(".java:"u8) > 0 || text.IndexOf(".kt:"u8) > 0 || text.EndsWith("(Native Method)"u8) || text.EndsWith("(Unknown Source)"u8);
            Program = java ? "java" : Program ?? "node";
            return true;
        }
        if (line.StartsWith("Node.js v"u8))
        {
            Program ??= "node";
            return IsComplete = true;
        }
        return line is [] or [(byte)' ' or (byte)'\t', ..] or [(byte)'}', ..] || line.StartsWith("Caused by: "u8) || line.StartsWith("Emitted 'error' event"u8)
            || line.StartsWith("Suppressed: "u8);
    }

    /// <summary><c>TypeError: ...</c>, <c>java.io.IOException</c>, <c>Uncaught Error: ...</c></summary>
    internal static bool IsVerdict(ReadOnlySpan<byte> line)
    {
        line = line.StartsWith("Uncaught "u8) ? line["Uncaught ".Length..] : line;
        line = line[..Math.Min(line.Length, 200)];
        int end = line.IndexOfAny(": "u8);
        var name = end < 0 ? line : line[..end];
        return (name.EndsWith("Error"u8) || name.EndsWith("Exception"u8) || name.EndsWith("Throwable"u8))
            && name.IndexOfAnyExcept(NameBytes) < 0;
    }

    /// <summary><c>/srv/app.js:12</c>, <c>node:events:502</c></summary>
    internal static bool IsPlace(ReadOnlySpan<byte> line)
    {
        int colon = line.LastIndexOf((byte)':');
        return colon > 0 && line.Length is < 512 && colon + 1 < line.Length && line[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && (line.StartsWith("node:"u8) || line[..colon].EndsWith("js"u8) || line[..colon].EndsWith(".ts"u8)) && line.IndexOf((byte)' ') < 0;
    }
}
