namespace Gatemedic.Logs;

/// <summary>Decides which lines still belong to a record that has several.</summary>
internal abstract class Trace
{
    /// <summary>The line that says what happened (<c>ValueError: boom</c>), where it is not the first.</summary>
    internal byte[]? Verdict { get; private protected set; }

    /// <summary>Nothing more can follow.</summary>
    internal bool IsComplete { get; private protected set; }

    /// <summary>What wrote it, where the first line did not tell.</summary>
    internal string? Program { get; private protected set; }

    /// <summary>True when the line belongs to the record.</summary>
    internal abstract bool Takes(ReadOnlySpan<byte> line);

    /// <summary>What may follow a recognised line; null when nothing does.</summary>
    internal static Trace? After(string program, string signature, string? level) => signature switch
    {
        "fpm-slow-trace" => new SlowTrace(),
        "php-fatal" or "php-memory-limit" or "php-time-limit" => new PhpTrace(),
        "go-panic" or "go-panic-serving" => new GoTrace(),
        "uwsgi-segfault" or "node-heap" => new NativeTrace(),
        "java-memory" or "java-exception" or "java-in-use" or "java-fd-limit" => new FrameTrace([]),
        _ when program == "node" => new FrameTrace([]),
        _ when program == "java" && level is "ERROR" or "SEVERE" or "WARN" => new FrameTrace(null),
        _ when program == "ruby" => new IndentTrace(),
        "gunicorn-boot-error" or "gunicorn-request-error" or "uvicorn-exception" or "hypercorn-exception" => new PythonTrace(),
        _ when level is "ERROR" or "CRITICAL" && program is "gunicorn" or "uvicorn" or "hypercorn" or "python" => new PythonTrace(),
        _ => null,
    };

    /// <summary>What a line starts that no program is known by; null when it starts nothing.</summary>
    internal static Trace? Start(ReadOnlySpan<byte> line) =>
        PythonTrace.Starts(line) ? new PythonTrace(inside: true)
        : FrameTrace.IsVerdict(line) ? new FrameTrace(line.ToArray())
        : FrameTrace.IsPlace(line) ? new FrameTrace(null, isPlace: true)
        : null;
}
