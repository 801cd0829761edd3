namespace Gatemedic.Logs;

/// <summary>Frames of a PHP error.</summary>
internal sealed class PhpTrace : Trace
{
    internal override bool Takes(ReadOnlySpan<byte> line) =>
        line.StartsWith("Stack trace:"u8) || line.StartsWith("PHP Stack trace:"u8) || line is [(byte)'#', >= (byte)'0' and <= (byte)'9', ..]
        || line.StartsWith("  thrown in"u8) || line.StartsWith("PHP   "u8);
}

/// <summary>A block of php-fpm's slow log, which an empty line ends.</summary>
internal sealed class SlowTrace : Trace
{
    internal override bool Takes(ReadOnlySpan<byte> line)
    {
        IsComplete = line.IsEmpty;
        return IsComplete || line.StartsWith("script_filename = "u8) || line.StartsWith("[0x"u8);
    }
}

/// <summary>Goroutines after a panic.</summary>
internal sealed class GoTrace : Trace
{
    internal override bool Takes(ReadOnlySpan<byte> line)
    {
        IsComplete = line.StartsWith("exit status "u8);
        return IsComplete || line is [] or [(byte)'\t', ..] || line.StartsWith("goroutine "u8) || line.StartsWith("created by "u8)
            || line.StartsWith("[signal "u8) || line.StartsWith("panic("u8) || (line.EndsWith(")"u8) && line.IndexOf((byte)' ') < 0);
    }
}

/// <summary>A native stack, as uWSGI and Node.js print it when they crash.</summary>
internal sealed class NativeTrace : Trace
{
    private bool _inside;

    internal override bool Takes(ReadOnlySpan<byte> line)
    {
        IsComplete = line.StartsWith("*** end of backtrace ***"u8);
        bool starts = line.IndexOf("*** backtrace of "u8) >= 0 || line.StartsWith("----- "u8);
        _inside |= starts;
        var text = line.TrimStart((byte)' ');
        bool frame = text.EndsWith("]"u8) || (text.Length > 3 && char.IsAsciiDigit((char)text[0]) && text.IndexOf(": 0x"u8) > 0);
        return IsComplete || starts || (_inside && (line.IsEmpty || frame));
    }
}

/// <summary>Whatever is indented.</summary>
internal sealed class IndentTrace : Trace
{
    internal override bool Takes(ReadOnlySpan<byte> line) => line is [(byte)' ' or (byte)'\t', ..];
}
