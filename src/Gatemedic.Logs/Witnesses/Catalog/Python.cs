using System.Collections.Immutable;
using static Gatemedic.Logs.WitnessRow;

namespace Gatemedic.Logs;

/// <summary>How Python's tracebacks end.</summary>
internal static class Python
{
    private const string Who = "python";
    private const string Trace = "Traceback (most recent call last):\n  File \"/srv/app.py\", line 5, in app\n    f()\n";

    internal static readonly ImmutableArray<WitnessSignature> All =
    [
        Row(Who, "python-in-use", "its address is taken", ["OSError: [Errno 98] Address already in use{rest}", "OSError: [Errno 98] {text}: address already in use"],
            Line(Trace + "OSError: [Errno 98] Address already in use", "rest", "", "exception", "OSError: [Errno 98] Address already in use")),
        Row(Who, "python-fd-limit", "it is out of file descriptors", ["OSError: [Errno 24] Too many open files{rest}"],
            Line(Trace + "OSError: [Errno 24] Too many open files: '/x'", "rest", ": '/x'", "exception", "OSError: [Errno 24] Too many open files: '/x'")),
        Row(Who, "python-memory", "it could get no memory", ["MemoryError", "MemoryError: {text}"],
            Line(Trace + "MemoryError", "exception", "MemoryError")),
        Own(Who, "python-traceback", "an exception of the application", ["{error}: {text}"],
            Line(Trace + "ValueError: boom here", "error", "ValueError", "text", "boom here", "exception", "ValueError: boom here")),
    ];
}
