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
}
