namespace Gatemedic.Repair.Tests;

/// <summary>Somebody saves the file that is being repaired, at a moment that the kernel gives.</summary>
public class SecondEditorTests
{
    private const string Theirs = "server { proxy_pass http://127.0.0.1:9000; }\n";

    [StraceFact]
    public async Task Who_saves_before_the_exchange_keeps_what_was_saved_and_all_else_is_as_before()
    {
        using var world = new World();
        var before = world.Picture();

        Strace.Stop("Configuration", world, Find(world, c => c.Name == "pwrite64" && c.Path.Contains(".shop.", StringComparison.Ordinal)), () => Save(world));

        Assert.Equal(Theirs, world.Content("etc/real/shop"));
        Assert.Equal(RepairState.RolledBack, Repairs.Store(world).All().Single().State);
        await OnlyTheirsDiffersAsync(world, before);
    }

    [StraceFact]
    public async Task Who_saves_after_the_exchange_keeps_what_was_saved_and_is_told_where_the_old_one_is()
    {
        using var world = new World();
        var before = world.Picture();

        Strace.Stop("Configuration", world, Find(world, c => c.Name == "renameat2" && c.Entry.Contains(".shop.", StringComparison.Ordinal)), () => Save(world));

        Assert.Equal(Theirs, world.Content("etc/real/shop"));
        var journal = Repairs.Store(world).All().Single();
        Assert.Equal(RepairState.PartlyRolledBack, journal.State);
        Assert.Equal(
            $"{world.At("etc/real/shop")} was changed by somebody else since it was looked at; it is left as it is. What it held before the repair is kept in {journal.Folder}/0.before",
            journal.Lines.Single(l => l.Event == JournalEvent.Kept).Text);
        await OnlyTheirsDiffersAsync(world, before);
    }

    private static SystemCall Find(World world, Func<SystemCall, bool> which)
    {
        using var twin = new World();
        return Strace.Calls("Configuration", twin).First(which);
    }

    /// <summary>As an editor does: another file takes the name.</summary>
    private static void Save(World world)
    {
        File.WriteAllText(world.At("saved"), Theirs);
        File.Move(world.At("saved"), world.At("etc/real/shop"), overwrite: true);
    }

    private static async Task OnlyTheirsDiffersAsync(World world, string before)
    {
        Assert.Equal(Others(before), Others(world.Picture()));
        Assert.Empty(await Repairs.RecoverAsync(world));

        static string Others(string picture) => string.Join('\n', picture.Split('\n').Where(l =>
            !l.Contains("127.0.0.1", StringComparison.Ordinal)));
    }
}
