namespace Gatemedic.Logs;

/// <summary>What the wrappers around one line told, the outermost first.</summary>
internal sealed class Envelope
{
    // As syslog numbers them.
    private static readonly string[] Priorities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

    private readonly NameCache _names = new();
    private readonly List<byte[]> _scratch = [];

    /// <summary>When the line was taken, where a wrapper tells it with its zone.</summary>
    internal DateTimeOffset? Time { get; private set; }

    /// <summary>The same without a zone: worth less than a time of the line itself.</summary>
    internal DateTimeOffset? LocalTime { get; private set; }

    internal string? Unit { get; private set; }

    /// <summary>Program that wrote it, as the wrapper calls it.</summary>
    internal string? Program { get; private set; }

    internal string? Level { get; private set; }

    internal int? Pid { get; private set; }

    /// <summary>stdout or stderr.</summary>
    internal string? Channel { get; private set; }

    /// <summary>More of the same line follows in the next one.</summary>
    internal bool IsPart { get; set; }

    /// <summary>The whole record is here, even if it has many lines.</summary>
    internal bool IsWhole { get; set; }

    /// <summary>Lines of one writer, which may stand between those of others.</summary>
    internal LineStream Stream => new(Unit, Program, Pid, Channel);

    internal void Clear()
    {
        Time = LocalTime = null;
        Unit = Program = Level = Channel = null;
        Pid = null;
        IsPart = IsWhole = false;
    }

    /// <summary>Takes over what a template found.</summary>
    internal void Add(scoped in LineHead head, LineClock clock)
    {
        if (head.Time.IsSet)
        {
            Add(clock.Time(head.Time), head.Time.IsSure);
        }
        Unit = head.Unit.IsEmpty ? Unit : _names.Of(head.Unit);
        Program = head.Program.IsEmpty ? Program : _names.Of(head.Program);
        Level = head.Level.IsEmpty ? Level : _names.Of(head.Level);
        Pid = head.Pid ?? Pid;
        if (head.Priority >= 0)
        {
            SetPriority(head.Priority);
        }
    }

    internal void Add(DateTimeOffset? time, bool isSure)
    {
        Time = isSure ? time ?? Time : Time;
        LocalTime = isSure ? LocalTime : time ?? LocalTime;
    }

    internal void SetUnit(ReadOnlySpan<byte> unit) => Unit = _names.Of(unit);

    internal void SetProgram(ReadOnlySpan<byte> program) => Program = _names.Of(program);

    internal void SetChannel(ReadOnlySpan<byte> channel) => Channel = _names.Of(channel);

    internal void SetLevel(ReadOnlySpan<byte> level) => Level = _names.Of(level);

    internal void SetPid(int pid) => Pid = pid;

    internal void SetPriority(int priority) => Level = Priorities[priority & 7];

    /// <summary>Room for a decoded text; each level of nesting has its own.</summary>
    internal byte[] Scratch(int depth, int length)
    {
        while (_scratch.Count <= depth)
        {
            _scratch.Add([]);
        }
        if (_scratch[depth].Length < length)
        {
            _scratch[depth] = new byte[Math.Max(length, 4096)];
        }
        return _scratch[depth];
    }
}

/// <summary>Who wrote a line; lines of one stream follow each other.</summary>
internal readonly record struct LineStream(string? Unit, string? Program, int? Pid, string? Channel);
