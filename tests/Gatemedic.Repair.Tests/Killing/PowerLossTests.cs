namespace Gatemedic.Repair.Tests;

/// <summary>What a machine that loses power may still find is what was brought to the disk: the order of the system calls says it.</summary>
public class PowerLossTests
{
    [StraceTheory]
    [InlineData("Everything")]
    [InlineData("undo")]
    public async Task Everything_is_on_the_disk_before_the_journal_speaks_of_it_and_the_journal_before_anything_is_done(string task)
    {
        using var world = new World();
        if (task == "undo")
        {
            await Repairs.ApplyAsync(world, Repairs.Everything(world));
        }

        var (unsynced, faults) = (new HashSet<string>(), new List<string>());

        // The pretend services write as they like.
        foreach (var call in Strace.Calls(task, world).Where(c => !c.Text.Contains(" = -1 ", StringComparison.Ordinal) && (InStore(c) || c.Text.Contains(world.At("etc"), StringComparison.Ordinal))))
        {
            if (call.Name == "fsync")
            {
                unsynced.Remove(call.Path);
                continue;
            }

            var waits = unsynced.Where(path => call.Name switch
            {
                "rename" or "renameat" or "renameat2" => path == call.Entry,
                "pwrite64" when IsJournal(call.Path) => !IsJournal(path),
                "openat" => false,
                _ => !InStore(call) && IsJournal(path),
            });
            faults.AddRange(waits.Select(path => $"{path} may be lost when this is not: {call.Text}"));
            unsynced.UnionWith(Changed(call));
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(unsynced.Count == 0, string.Join("\n", unsynced));

        bool InStore(SystemCall call) => call.Path.StartsWith(world.At("var"), StringComparison.Ordinal);
    }

    private static bool IsJournal(string path) => Path.GetFileName(path) == "journal";

    private static string[] Changed(SystemCall call) => call.Name == "openat" ? [call.Path, call.Entry] : [call.Path];
}
