using System.Globalization;
using System.Text;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>
/// Finds the log files of applications by what their processes have open: whatever option or configuration named them, there they are. Output and
/// error count whatever file they go to; of the other descriptors only those that are written and look like a log.
/// </summary>
internal sealed class ProcessLogs(ProcessTable table)
{
    private const int MostProcesses = 200;
    private const int MostChildren = 8;

    // Logs are opened before connections are.
    private const int Descriptors = 64;

    private bool denied;

    /// <summary>Some of the processes are not ours to look into.</summary>
    public Blindness? Blind => denied ? new Blindness("logs that applications write", "the files that they have open are not ours to see", "run as root") : null;

    /// <summary>The logs of the owners, their parents and children; each file once, with all its writers.</summary>
    public IReadOnlyList<FoundLog> Find(WitnessPlaces places)
    {
        var nginx = places.Masters.SelectMany(m => m.Workers.Append(m.Pid)).ToHashSet();
        var own = places.Masters.SelectMany(m => Open(m.Pid)).Select(o => o.Name).ToHashSet();
        var family = places.Owners.Where(pid => !nginx.Contains(pid)).ToList();
        family = [.. family.Concat(family.Select(Parent).OfType<int>()).Concat(family.SelectMany(pid => table.Children(pid).Take(MostChildren)))
            .Where(pid => !nginx.Contains(pid)).Distinct().Take(MostProcesses)];
        return [..
            from pid in family
            from log in Open(pid)
            where !own.Contains(log.Name)
            group (pid, log.Path) by log.Name into same
            select Of(same.Key, same.First().Path, [.. same.Select(s => s.pid)])];
    }

    /// <summary>What started it, where that is a program of its own: init starts everything.</summary>
    private int? Parent(int pid) => table.Find(pid) is { ParentPid: > 1 and var parent } ? parent : null;

    private FoundLog Of(string name, string path, int[] pids)
    {
        var (unit, container) = table.Cgroup(pids[0]);
        return new FoundLog(name, path, container ?? unit, [.. pids]) { Zone = ZoneReader.Of(MasterReader.RootOf(table, pids[0], container)) };
    }

    /// <summary>The logs that one process has open. They are read through its descriptors: its paths may be those of another root.</summary>
    private IEnumerable<(string Name, string Path)> Open(int pid)
    {
        for (var number = 1; number < Descriptors; number++)
        {
            var path = table.PathOf(pid, $"fd/{number.ToString(CultureInfo.InvariantCulture)}");
            var target = Links.Read(path, out var errno);
            if (Errno.IsDenied(errno))
            {
                denied = true;
                yield break;
            }

            if (target is ['/', ..] && IsFile(target) && (number <= 2 || (LooksLikeLog(target) && IsWritten(pid, number))))
            {
                yield return (target, path);
            }
        }
    }

    private static bool IsFile(string target) =>
        !target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/proc/", StringComparison.Ordinal)
        && !target.StartsWith("/memfd:", StringComparison.Ordinal) && !target.EndsWith(" (deleted)", StringComparison.Ordinal);

    private static bool LooksLikeLog(string target) =>
        Path.GetExtension(target) is ".log" or ".err" or ".out" || target.Split('/').Any(part => part is "log" or "logs");

    /// <summary>The last octal digit of its flags: 0 is for reading only.</summary>
    private bool IsWritten(int pid, int number)
    {
        var text = Encoding.ASCII.GetString(BoundedFile.Read(table.PathOf(pid, $"fdinfo/{number}"), 4096, out _, out _) ?? []);
        var flags = text.Split('\n').FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal))?.TrimEnd();
        return flags is [.., '1' or '2'];
    }
}
