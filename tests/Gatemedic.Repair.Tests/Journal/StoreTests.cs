namespace Gatemedic.Repair.Tests;

/// <summary>The directory of all repairs: whose it is, who may write there, who is at work.</summary>
public class StoreTests
{
    [Theory]
    [InlineData("mkdir -p elsewhere var/lib/gatemedic && ln -s ../../../elsewhere STORE", "STORE is a link to ../../../elsewhere; repairs are kept in a directory of their own: move here what it leads to, or remove it")]
    [InlineData("mkdir -p STORE && chmod 770 STORE", "others can write in STORE (mode 770), and what lies there would be put back by a repair; see that its directories are yours, then chmod 700 STORE")]
    [InlineData("mkdir -p STORE && chmod 777 var/lib/gatemedic", "everybody can write in ABOVE, where repairs are to be kept; have it writable by its owner only (chmod o-w ABOVE)")]
    [InlineData("mkdir -p var/lib/gatemedic && mkfifo STORE", "the directory STORE cannot be made: File exists")]
    public void Is_refused_where_it_is_not_safe(string planting, string message)
    {
        using var world = new World();
        PlantedTests.Plant(world, planting.Replace("STORE", world.Store, StringComparison.Ordinal));

        var fault = Assert.Throws<IOException>(() => Repairs.Store(world).Lock());

        Assert.Equal(message.Replace("STORE", world.Store, StringComparison.Ordinal).Replace("ABOVE", Path.GetDirectoryName(world.Store), StringComparison.Ordinal), fault.Message);
    }

    [RootFact]
    public void Is_refused_where_it_belongs_to_somebody_else()
    {
        using var world = new World();
        PlantedTests.Plant(world, $"mkdir -p {world.Store} && chown 33 {world.Store}");

        var fault = Assert.Throws<IOException>(() => Repairs.Store(world).Lock());

        Assert.Equal($"{world.Store} belongs to user 33, and what lies there would be put back as user 0; see what it is, and move it away", fault.Message);
    }

    [Fact]
    public void Is_its_owners_alone_and_a_link_above_it_is_followed()
    {
        using var world = new World();
        PlantedTests.Plant(world, "mkdir -p disk var && ln -s ../disk var/lib && mkdir -p var/lib/gatemedic/repairs && chmod 755 var/lib/gatemedic/repairs");

        Repairs.Store(world).Lock().Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(world.Store));
    }

    [Fact]
    public void One_is_at_work_at_a_time_until_it_ends()
    {
        using var world = new World();
        var held = Repairs.Store(world).Lock();

        var fault = Assert.Throws<IOException>(() => Repairs.Store(world).Lock());
        held.Dispose();
        Repairs.Store(world).Lock().Dispose();

        Assert.Equal($"another gatemedic repairs this host at this moment ({world.Store} is locked); wait for it", fault.Message);
    }

    [Fact]
    public async Task The_order_of_repairs_is_theirs_whatever_the_clock_says()
    {
        using var world = new World();
        var time = new HurriedTime(Repairs.Noon);
        var store = new RepairStore(world.Store, time);
        using var held = store.Lock();
        foreach (var port in new[] { "8002", "8003", "8004" })
        {
            var host = new PretendHost(world, null);
            world.Set("shop.service", "running");
            await new RepairEngine(store, host, time, new Progress<string>()).ApplyAsync(Repairs.Configuration(world, port) with { Files = [Repairs.Edit(world, "etc/real/shop", "127", "127")] }, default);
            time.Set(time.GetUtcNow() - TimeSpan.FromDays(1));
        }

        Assert.Equal([1, 2, 3], store.All().Select(j => j.Record.Number));
    }
}

/// <summary>A test that needs root's rights.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "needs root";
}
