using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gatemedic.Repair.Tests;

/// <summary>SIGKILL just before each system call that changes something: at the next run the machine is as before or wholly repaired.</summary>
public class KilledTests
{
    [StraceFact]
    public async Task Killed_anywhere_while_it_repairs_all_is_as_before_or_repaired()
    {
        // While the journal is written nothing is touched: some points of that are enough.
        var all = Points("Everything", _ => Task.CompletedTask);
        ImmutableArray<SystemCall> points = [.. all.Where((p, i) => !p.Path.EndsWith(RepairJournal.Unborn, StringComparison.Ordinal) && !p.Path.Contains(RepairJournal.Unborn + "/", StringComparison.Ordinal) || i % 4 == 0)];
        Assert.True(points.Length >= 90, $"only {points.Length} points");

        await EachAsync("Everything", points, _ => Task.CompletedTask);
    }

    [StraceFact]
    public async Task Killed_while_it_takes_back_what_was_cut_off_all_is_as_before() =>
        await EachAsync("recover", Sample(Points("recover", CutOffAsync)), CutOffAsync);

    [StraceFact]
    public async Task Killed_while_it_undoes_all_is_as_before_or_repaired()
    {
        static async Task DoneAsync(World world) => await Repairs.ApplyAsync(world, Repairs.Everything(world));

        await EachAsync("undo", Sample(Points("undo", DoneAsync)), DoneAsync);
    }

    /// <summary>All is done and nothing is proved yet: the most that there can be to take back.</summary>
    private static async Task CutOffAsync(World world)
    {
        var host = new PretendHost(world, what => _ = what == "http://shop/" ? throw new InvalidOperationException("as if killed") : 0);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Repairs.ApplyAsync(world, Repairs.Everything(world), host));
    }

    private static ImmutableArray<SystemCall> Points(string task, Func<World, Task> prepare)
    {
        using var world = new World();
        prepare(world).GetAwaiter().GetResult();
        // Whether the disk has it already makes no difference to a process that is killed.
        return [.. Strace.Calls(task, world).Where(c => c.Name != "fsync")];
    }

    /// <summary>Enough of them to come by each kind of step.</summary>
    private static ImmutableArray<SystemCall> Sample(ImmutableArray<SystemCall> points) => [.. points.Where((p, i) => p.Name is "renameat2" or "renameat" || i % 4 == 0)];

    private static async Task EachAsync(string task, ImmutableArray<SystemCall> points, Func<World, Task> prepare)
    {
        var (before, after) = await PicturesAsync();
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (point, _) =>
        {
            using var world = new World();
            await prepare(world);
            Strace.Kill(task, world, point);

            await Repairs.RecoverAsync(world);

            var (picture, state) = (world.Picture(), Repairs.Store(world).All().LastOrDefault()?.State);
            var isRight = state switch
            {
                null or RepairState.RolledBack => picture == before,
                RepairState.Proved => picture == after,
                _ => false,
            };
            if (!isRight || world.Fault.Length > 0)
            {
                wrong.Add($"before {point.Text}: {state}\n{picture}");
            }
        });
        Assert.Empty(wrong);
    }

    private static async Task<(string Before, string After)> PicturesAsync()
    {
        using var world = new World();
        var before = world.Picture();
        await Repairs.ApplyAsync(world, Repairs.Everything(world));
        return (before, world.Picture());
    }
}
