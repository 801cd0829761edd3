namespace Gatemedic.Logs;

/// <summary>Python's traceback: frames are indented, the exception ends it, and another may follow that it led to.</summary>
internal sealed class PythonTrace(bool inside = false) : Trace
{
    private bool _inside = inside;

    internal static bool Starts(ReadOnlySpan<byte> line) => line.SequenceEqual("Traceback (most recent call last):"u8);

    internal override bool Takes(ReadOnlySpan<byte> line)
    {
        Program = "python";
        if (Starts(line))
        {
            _inside = true;
            return true;
        }
        if (!_inside)
        {
            return Verdict is not null && (line.IsEmpty || line.StartsWith("During handling of the above"u8) || line.StartsWith("The above exception was"u8));
        }
        if (line is [] or [(byte)' ' or (byte)'\t', ..])
        {
            return true;
        }
        _inside = false;
        Verdict = line.ToArray();
        return true;
    }
}
