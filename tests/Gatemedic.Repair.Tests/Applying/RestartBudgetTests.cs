using FsCheck;
using FsCheck.Fluent;
using Gatemedic.Diagnosis;

namespace Gatemedic.Repair.Tests;

/// <summary>How often the same thing is started: kept by the journals, so by each run for the next.</summary>
public class RestartBudgetTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Says_when_the_next_start_may_follow_and_when_it_is_a_persons_turn()
    {
        using var world = new World();
        var said = new[] { 0, 30, 60, 100, 360, 420, 3000, 3600, 3700 }.Select(second => Try(world, Repairs.Noon.AddSeconds(second)));

        Assert.Equal(
            [
                null,
                "shop.service was started by gatemedic 30 s ago; the next start may follow in 30 s",
                null,
                "shop.service was started by gatemedic 40 s ago; the next start may follow in 260 s",
                null,
                "shop.service was started 3 times within an hour by gatemedic and does not stay up; find out why it dies (gatemedic explain wrong-port)",
                "shop.service was started 3 times within an hour by gatemedic and does not stay up; find out why it dies (gatemedic explain wrong-port)",
                null,
                "shop.service was started by gatemedic 100 s ago; the next start may follow in 200 s",
            ],
            said);
    }

    [Fact]
    public void At_most_three_in_any_hour_and_never_two_in_a_minute() =>
        Prop.ForAll(Gen.Choose(0, 1500).ArrayOf(16).ToArbitrary(), gaps =>
        {
            using var world = new World();
            var now = Repairs.Noon;
            var starts = new List<DateTimeOffset>();
            foreach (var gap in gaps)
            {
                now = now.AddSeconds(gap);
                if (Try(world, now) is null)
                {
                    starts.Add(now);
                }
            }

            return starts.All(s => starts.Count(t => t >= s && t - s < Hour) <= 3) && starts.Zip(starts.Skip(1)).All(p => p.Second - p.First >= TimeSpan.FromMinutes(1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void A_clock_that_is_set_back_blocks_nothing_for_ever_and_no_time_is_below_nothing() =>
        Prop.ForAll(Gen.Choose(-10000, 10000).ArrayOf(12).ToArbitrary(), gaps =>
        {
            using var world = new World();
            List<DateTimeOffset> shown = [.. gaps.Aggregate(new List<DateTimeOffset> { Repairs.Noon }, (all, gap) => [.. all, all[^1].AddSeconds(gap)])];
            var said = shown.Select(now => Try(world, now)).ToList();
            return said.All(s => s?.Contains(" -", StringComparison.Ordinal) != true)
                && Try(world, shown.Max() + Hour) is null
                && Try(world, shown.Min() - Hour) is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void Another_thing_and_what_is_only_reloaded_do_not_count()
    {
        using var world = new World();
        Try(world, Repairs.Noon);

        Assert.Null(Try(world, Repairs.Noon, "queue.service"));
        Assert.Null(Try(world, Repairs.Noon, "shop.service", StepKind.Reload));
    }

    [Fact]
    public async Task A_repair_over_the_budget_is_not_begun()
    {
        using var world = new World();
        await Repairs.ApplyAsync(world, Repairs.Host(world));
        world.Set("shop.service", "stopped");
        var before = world.Picture();

        var outcome = await Repairs.ApplyAsync(world, Repairs.Plan(world, [], [Start("shop.service", StepKind.Start)], null));

        Assert.Equal(
            (null, null, "shop.service was started by gatemedic 0 s ago; the next start may follow in 60 s", before),
            (outcome.State, outcome.Id, outcome.Text, world.Picture()));
    }

    /// <summary>What stands in the way of a start at this moment; it is made where nothing does.</summary>
    private static string? Try(World world, DateTimeOffset now, string subject = "shop.service", StepKind kind = StepKind.Start)
    {
        var (time, plan) = (new HurriedTime(now), Plan(world, subject, kind));
        var store = new RepairStore(world.Store, time);
        using var held = store.Lock();
        var obstacle = RestartBudget.Obstacle(plan, store.All(), now);
        if (obstacle is null)
        {
            store.Create(
                new RepairRecord { Id = store.NewId("upstream-down"), At = now, Cause = "upstream-down", Title = "", RemedyId = "start", Remedy = "", Operations = plan.Operations },
                new Dictionary<int, (byte[]? Before, byte[] After)>());
        }

        return obstacle;
    }

    private static RepairPlan Plan(World world, string subject, StepKind kind) => Repairs.Plan(world, [], [Start(subject, kind)], null);

    private static Step Start(string subject, StepKind kind) => new(kind, subject, HostCommand.Of("start", subject), HostCommand.Of("stop", subject));
}
