using System.Collections.Concurrent;

namespace Gatemedic.Repair.Tests;

/// <summary>Each system call in turn fails once, as a full, failing or read-only disk has it fail.</summary>
public class FailingTests
{
    [StraceTheory]
    [InlineData("ENOSPC")]
    [InlineData("EROFS")]
    public async Task A_call_that_fails_leaves_all_as_before_or_repaired_and_nothing_beside(string error)
    {
        using var twin = new World();
        var before = twin.Picture();
        var calls = Strace.Calls("Everything", twin);
        var after = twin.Picture();

        // What the pretend services and the runtime do is not ours; of the journal's beginning some are enough.
        var ours = calls.Where((c, i) => !c.Text.Contains("scratch", StringComparison.Ordinal) && (!c.Text.Contains(RepairJournal.Unborn, StringComparison.Ordinal) || i % 8 == 0)).Where((c, i) => i % 3 == error.Length % 3);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(ours, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (call, _) =>
        {
            using var world = new World();
            Strace.Fail("Everything", world, call, error);
            var atOnce = world.Picture();
            await Repairs.RecoverAsync(world);

            var state = Repairs.Store(world).All().LastOrDefault()?.State;
            var isRight = state == RepairState.Proved ? atOnce == after : atOnce == before && world.Picture() == before && state is null or RepairState.RolledBack;
            if (!isRight)
            {
                wrong.Add($"{error} instead of {call.Text}: {state}\n{atOnce}");
            }
        });
        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong));
    }
}
