namespace Gatemedic.Repair.Tests;

/// <summary>Repairs that are taken back after somebody has worked on.</summary>
public class UndoTests
{
    [Fact]
    public async Task A_file_that_was_edited_since_is_left_with_a_clear_word_and_the_others_are_put_back()
    {
        using var world = new World();
        var done = await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        File.AppendAllText(world.At("etc/real/shop"), "# by hand\n");

        var undone = await Repairs.UndoAsync(world, done.Id!);

        Assert.Equal(
            (RepairState.PartlyRolledBack, "server { proxy_pass http://127.0.0.1:8002; }\n# by hand\n", "include sites/*;\nworker_connections 64;\n"),
            (undone.State, world.Content("etc/real/shop"), world.Content("etc/nginx.conf")));
        Assert.Equal(
            $"{world.At("etc/real/shop")} was changed by somebody else since it was looked at; it is left as it is. What it held before the repair is kept in {world.Store}/{done.Id}/0.before",
            Assert.Single(undone.Kept));
    }

    [Fact]
    public async Task What_stood_in_the_way_can_be_removed_and_the_rest_taken_back_then()
    {
        using var world = new World();
        var before = world.Picture();
        var done = await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        var repaired = world.Content("etc/real/shop");
        File.AppendAllText(world.At("etc/real/shop"), "# by hand\n");
        await Repairs.UndoAsync(world, done.Id!);
        File.WriteAllText(world.At("etc/real/shop"), repaired);

        var undone = await Repairs.UndoAsync(world, done.Id!);

        Assert.Equal((RepairState.RolledBack, 0, before), (undone.State, undone.Kept.Length, world.Picture()));
    }

    [Fact]
    public async Task An_older_repair_under_a_newer_one_is_refused_before_anything_is_touched()
    {
        using var world = new World();
        var older = await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        var newer = await Repairs.ApplyAsync(world, Repairs.Plan(world, [Repairs.Edit(world, "etc/nginx.conf", "640", "1024")], [], null));
        var before = world.Picture();

        var undone = await Repairs.UndoAsync(world, older.Id!);

        Assert.Equal(
            (RepairState.Proved, $"{world.At("etc/nginx.conf")} was changed again by {newer.Id}; take that back first: gatemedic fix --undo {newer.Id}", before),
            (undone.State, Assert.Single(undone.Kept), world.Picture()));
    }

    [Fact]
    public async Task The_newer_one_first_then_the_older_one_brings_all_back()
    {
        using var world = new World();
        var before = world.Picture();
        var older = await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        var newer = await Repairs.ApplyAsync(world, Repairs.Plan(world, [Repairs.Edit(world, "etc/nginx.conf", "640", "1024")], [], null));

        await Repairs.UndoAsync(world, newer.Id!);
        await Repairs.UndoAsync(world, older.Id!);

        Assert.Equal(before, world.Picture());
        Assert.Equal([RepairState.RolledBack, RepairState.RolledBack], Repairs.Store(world).All().Select(j => j.State));
    }

    [Fact]
    public async Task Taken_back_twice_nothing_more_is_done()
    {
        using var world = new World();
        var done = await Repairs.ApplyAsync(world, Repairs.Everything(world));
        await Repairs.UndoAsync(world, done.Id!);
        File.AppendAllText(world.At("etc/real/shop"), "# by hand\n");
        var before = world.Picture();
        var host = new PretendHost(world);

        var undone = await Repairs.UndoAsync(world, done.Id!, host);

        Assert.Equal((RepairState.RolledBack, 0, 0, before), (undone.State, undone.Kept.Length, host.Ran.Count, world.Picture()));
    }

    [Fact]
    public async Task A_directory_that_is_gone_is_named_and_not_made_again()
    {
        using var world = new World();
        var done = await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        Directory.Delete(world.At("etc/real"), recursive: true);

        var undone = await Repairs.UndoAsync(world, done.Id!, new PretendHost(world) { IsStopped = true });

        Assert.Equal((RepairState.PartlyRolledBack, false), (undone.State, Directory.Exists(world.At("etc/real"))));
        Assert.Equal($"the directory {world.At("etc/real")} cannot be opened: No such file or directory. Once that is mended: gatemedic fix --undo {done.Id}", Assert.Single(undone.Kept));
    }

    [Fact]
    public async Task Where_nginx_was_restarted_since_it_is_told_to_load_all_the_same()
    {
        using var world = new World();
        var before = world.Picture();
        var done = await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        var host = new PretendHost(world) { IsStopped = true };

        var undone = await Repairs.UndoAsync(world, done.Id!, host);

        Assert.Equal((RepairState.RolledBack, 0), (undone.State, undone.Kept.Length));
        Assert.Equal(["nginx reload"], host.Ran);
        Assert.NotEqual(before, world.Picture());
    }

    [Fact]
    public async Task Where_nginx_does_not_accept_what_was_there_before_that_is_said()
    {
        using var world = new World();
        File.AppendAllText(world.At("etc/nginx.conf"), "broken;\n");
        var plan = Repairs.Configuration(world) with { Files = [Repairs.Edit(world, "etc/real/shop", "8001", "8002"), Repairs.Edit(world, "etc/nginx.conf", "broken", "# broke")] };
        var done = await Repairs.ApplyAsync(world, plan);

        var undone = await Repairs.UndoAsync(world, done.Id!);

        Assert.Equal(
            "the files are as before, and nginx does not accept them: unknown directive \"broken\"; it serves on by the configuration that it has loaded. "
            + $"Once that is mended: gatemedic fix --undo {done.Id}",
            Assert.Single(undone.Kept));
    }
}
