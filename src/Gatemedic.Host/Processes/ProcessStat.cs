namespace Gatemedic.Host;

/// <summary>The fields of /proc/PID/stat that are used.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Name">comm, at most 15 bytes.</param>
/// <param name="State">R S D T Z ...</param>
/// <param name="ParentPid">Parent.</param>
/// <param name="StartTicks">Start in ticks since boot.</param>
/// <param name="IsFork">It was forked and has executed no program of its own since: its command line is still that of its parent, until it sets another.</param>
internal sealed record ProcessStat(int Pid, string Name, char State, int ParentPid, long StartTicks, bool IsFork)
{
    /// <summary>PF_FORKNOEXEC of the kernel.</summary>
    private const uint ForkedWithoutExec = 0x40;

    /// <summary>Parses one; null when the text is not a stat line.</summary>
    public static ProcessStat? Parse(string text)
    {
        // The name stands in parentheses and may itself hold parentheses and spaces: the last ")" ends it.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 1 || close < open || !int.TryParse(text.AsSpan(0, open).Trim(), out var pid))
        {
            return null;
        }

        var fields = text[(close + 1)..].Split(' ', 22, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && int.TryParse(fields[1], out var parent) && uint.TryParse(fields[6], out var flags) && long.TryParse(fields[19], out var ticks)
            ? new ProcessStat(pid, text[(open + 1)..close], fields[0][0], parent, ticks, (flags & ForkedWithoutExec) != 0)
            : null;
    }
}
