using Gatemedic.Diagnosis;

namespace Gatemedic.Repair.Tests;

public class RepairTests
{
    [Theory]
    [InlineData("Configuration")]
    [InlineData("Host")]
    [InlineData("Everything")]
    public async Task Repairs_and_undoes(string name)
    {
        using var world = new World();
        var before = world.Picture();

        var done = await Repairs.ApplyAsync(world, Repairs.Named(name, world));

        Assert.Equal((RepairState.Proved, "http://shop/ is answered, and the second look does not find it any more"), (done.State, done.Text));
        Assert.NotEqual(before, world.Picture());
        Assert.DoesNotContain(".gatemedic", world.Picture(), StringComparison.Ordinal);

        var undone = await Repairs.UndoAsync(world, done.Id!);

        Assert.Equal((RepairState.RolledBack, 0), (undone.State, undone.Kept.Length));
        Assert.Equal(before, world.Picture());
    }

    /// <summary>What the finding was seen by, and whether its absence is seen when no request fails before.</summary>
    [Theory]
    [InlineData(false, EvidenceKind.Log)]
    [InlineData(false, EvidenceKind.Log, EvidenceKind.Limit)]
    [InlineData(true, EvidenceKind.Config, EvidenceKind.Log)]
    [InlineData(true, EvidenceKind.Config)]
    [InlineData(true, EvidenceKind.Log, EvidenceKind.Service)]
    public async Task A_quiet_look_proves_only_what_was_seen_without_requests(bool isProved, params EvidenceKind[] seenBy)
    {
        using var world = new World();
        world.Set("shop.service", "running");
        var plan = Repairs.Configuration(world);

        var done = await Repairs.ApplyAsync(world, plan with { Finding = plan.Finding with { Evidence = [.. seenBy.Select(k => new Evidence(k, "it was seen", "here", 1))] } });

        Assert.Equal(isProved ? RepairState.Proved : RepairState.Unproved, done.State);
    }

    [Fact]
    public async Task A_request_that_nginx_itself_failed_with_500_proves_the_repair_when_it_is_answered()
    {
        using var world = new World();
        var plan = Repairs.Configuration(world);
        var log = new Evidence(EvidenceKind.Log, "too many open files", "error.log:1", 1);

        var done = await Repairs.ApplyAsync(world, plan with { Finding = plan.Finding with { Evidence = [log] } }, new PretendHost(world) { Refusal = 500 });

        Assert.Equal((RepairState.Proved, "http://shop/ is answered, and the second look does not find it any more"), (done.State, done.Text));
    }
}
