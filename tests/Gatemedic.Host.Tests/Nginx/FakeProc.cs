namespace Gatemedic.Host.Tests;

/// <summary>A /proc of files, as a user without rights sees it: no link can be read unless it is given.</summary>
internal sealed class FakeProc : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public ProcessTable Table => ProcessTable.Read(place.Root, new BootClock(DateTimeOffset.UnixEpoch));

    /// <param name="pid">Process id.</param>
    /// <param name="parent">Parent.</param>
    /// <param name="arguments">Arguments divided by "|", or a title.</param>
    /// <param name="seconds">Start after boot.</param>
    /// <param name="name">comm.</param>
    /// <param name="state">State letter.</param>
    /// <param name="exe">Target of the link exe; null = not permitted.</param>
    /// <param name="cgroup">The cgroup file.</param>
    /// <param name="flags">Kernel flags; 64: forked without exec.</param>
    /// <param name="nsPid">Ids in our pid namespace and those below.</param>
    public FakeProc Add(
        int pid, int parent, string arguments, int seconds = 1, string name = "nginx", char state = 'S', string? exe = null,
        string cgroup = "0::/", string nsPid = "1", int flags = 0)
    {
        place.Write($"{pid}/stat", $"{pid} ({name}) {state} {parent} 1 1 0 -1 {flags} 0 0 0 0 0 0 0 0 20 0 1 0 {seconds * 100} 0 0\n");
        place.Write($"{pid}/cmdline", arguments.Replace('|', '\0') + "\0");
        place.Write($"{pid}/status", $"Uid:\t33\t33\t33\t33\nGid:\t33\t33\t33\t33\nGroups:\t33\nNSpid:\t{nsPid}\n");
        place.Write($"{pid}/cgroup", cgroup + "\n");
        if (exe is not null)
        {
            File.CreateSymbolicLink(place / $"{pid}/exe", exe);
        }

        return this;
    }

    public void Dispose() => place.Dispose();
}
