namespace Gatemedic.Repair.Tests;

/// <summary>Something stands where a repair is about to write; nothing is written through it.</summary>
public class PlantedTests
{
    private const string Id = "20261127-120000-wrong-port";

    [Theory]
    [InlineData("ln -s ../secret etc/real/new && mv -T etc/real/new etc/real/shop", "has become a link since it was looked at; nothing is read or written through it")]
    [InlineData("ln secret etc/real/new && mv -f etc/real/new etc/real/shop", "was changed by somebody else since it was looked at; it is left as it is")]
    [InlineData("rm etc/real/shop && mkfifo etc/real/shop", "is no regular file; nothing is written there")]
    [InlineData("rm etc/real/shop && mkdir etc/real/shop", "is no regular file; nothing is written there")]
    [InlineData("rm etc/real/shop", "was removed by somebody else since it was looked at; it is left as it is")]
    [InlineData("mv etc/real etc/away && ln -s away etc/real", "ROOT/etc/real has become a link, or no directory, since it was looked at; nothing is written there")]
    [InlineData("mv etc etc2 && ln -s etc2 etc", "ROOT/etc/real leads to ROOT/etc2/real: a link was put in the way since it was looked at; nothing is written")]
    public async Task Nothing_is_done_where_the_file_is_another_thing_than_was_looked_at(string planting, string message)
    {
        using var world = new World();
        File.WriteAllText(world.At("secret"), "root:x:0:0\n");
        var plan = Repairs.Configuration(world);
        Plant(world, planting);
        var before = world.Picture();

        var outcome = await Repairs.ApplyAsync(world, plan);

        Assert.Equal((RepairState.RolledBack, 0, before), (outcome.State, outcome.Kept.Length, world.Picture()));
        Assert.EndsWith(message.Replace("ROOT", world.Root, StringComparison.Ordinal), outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_of_the_file_keeps_what_it_held()
    {
        using var world = new World();
        Plant(world, "ln etc/real/shop other");

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world));

        Assert.Equal((RepairState.Proved, "server { proxy_pass http://127.0.0.1:8001; }\n"), (outcome.State, world.Content("other")));
    }

    [Fact]
    public async Task Where_a_repair_does_not_help_the_very_file_that_was_there_is_back_with_its_other_names()
    {
        using var world = new World();
        Plant(world, "ln etc/real/shop other");

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world, "8003"));

        Assert.Equal(RepairState.RolledBack, outcome.State);
        Assert.Equal(Inode(world, "other"), Inode(world, "etc/real/shop"));

        static string Inode(World world, string name) => Shell.Run("stat", "-c", "%i", world.At(name));
    }

    [DeviceFact]
    public async Task Nothing_is_done_where_a_device_stands()
    {
        using var world = new World();
        var plan = Repairs.Configuration(world);
        Plant(world, "rm etc/real/shop && mknod etc/real/shop c 1 3");

        var outcome = await Repairs.ApplyAsync(world, plan);

        Assert.Equal($"{world.At("etc/real/shop")} is no regular file; nothing is written there", outcome.Text);
    }

    [Theory]
    [InlineData("ln -s ../../secret etc/real/.shop.ID.gatemedic")]
    [InlineData("ln secret etc/real/.shop.ID.gatemedic")]
    [InlineData("mkfifo etc/real/.shop.ID.gatemedic")]
    public async Task What_bears_the_name_of_the_temporary_file_gives_way_and_what_it_leads_to_is_not_touched(string planting)
    {
        using var world = new World();
        File.WriteAllText(world.At("secret"), "root:x:0:0\n");
        Plant(world, planting.Replace("ID", Id, StringComparison.Ordinal));

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world));

        Assert.Equal((RepairState.Proved, "root:x:0:0\n"), (outcome.State, world.Content("secret")));
    }

    [Fact]
    public async Task A_directory_of_the_temporary_name_is_left_and_nothing_is_done()
    {
        using var world = new World();
        Plant(world, $"mkdir etc/real/.shop.{Id}.gatemedic");
        var before = world.Picture();

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world));

        Assert.Equal((RepairState.RolledBack, before), (outcome.State, world.Picture()));
        Assert.Equal($"{world.At("etc/real")}/.shop.{Id}.gatemedic cannot be removed: Is a directory", outcome.Text);
    }

    [Fact]
    public async Task A_file_that_is_made_meanwhile_is_not_overwritten()
    {
        using var world = new World();
        var plan = Repairs.Host(world);
        Plant(world, "mkdir etc/shop.service.d && echo theirs >etc/shop.service.d/limit.conf");
        var before = world.Picture();

        var outcome = await Repairs.ApplyAsync(world, plan);

        Assert.Equal((RepairState.RolledBack, before), (outcome.State, world.Picture()));
        Assert.Equal($"{world.At("etc/shop.service.d")} was made by somebody else since it was looked at; run this again", outcome.Text);
    }

    [Fact]
    public async Task A_made_directory_stays_where_somebody_put_a_file_in_it()
    {
        using var world = new World();
        var done = await Repairs.ApplyAsync(world, Repairs.Host(world));
        Plant(world, "echo theirs >etc/shop.service.d/theirs.conf");

        var undone = await Repairs.UndoAsync(world, done.Id!);

        Assert.Equal(RepairState.RolledBack, undone.State);
        Assert.Equal(["theirs.conf"], Directory.GetFiles(world.At("etc/shop.service.d")).Select(Path.GetFileName));
    }

    internal static void Plant(World world, string planting) => Shell.Run("/bin/sh", "-c", $"cd {world.Root} && {planting}");
}

/// <summary>A test that makes a device.</summary>
internal sealed class DeviceFactAttribute : FactAttribute
{
    public DeviceFactAttribute()
    {
        var probe = Path.Combine(Path.GetTempPath(), $"gm-null-{Environment.ProcessId}");
        using var made = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("mknod", [probe, "c", "1", "3"]) { RedirectStandardError = true })!;
        made.WaitForExit();
        Skip = made.ExitCode == 0 ? null : "devices cannot be made here";
        File.Delete(probe);
    }
}
