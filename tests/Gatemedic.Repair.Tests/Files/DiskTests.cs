namespace Gatemedic.Repair.Tests;

/// <summary>Real file systems that do not take what is written: full, read-only, immutable. Each has a mount of its own.</summary>
public class DiskTests
{
    [MountFact]
    public async Task A_full_disk_is_said_and_all_is_as_before()
    {
        using var world = new World();
        using var disk = new Mount(world, "etc/real", "-t tmpfs -o size=8k tmpfs");
        File.WriteAllText(world.At("etc/real/shop"), "server { proxy_pass http://127.0.0.1:8001; }\n");
        var plan = Repairs.Configuration(world);
        Fill(world.At("etc/real"));
        var before = world.Picture();

        var outcome = await Repairs.ApplyAsync(world, plan);

        Assert.Equal((RepairState.RolledBack, before), (outcome.State, world.Picture()));
        Assert.Equal($"{world.At("etc/real")}/.shop.{outcome.Id}.gatemedic cannot be written: No space left on device; make room on the disk", outcome.Text);
    }

    [MountFact]
    public async Task A_disk_that_fills_up_while_it_is_repaired_does_not_stand_in_the_way_back()
    {
        using var world = new World();
        using var disk = new Mount(world, "etc/real", "-t tmpfs -o size=12k tmpfs");
        File.WriteAllText(world.At("etc/real/shop"), "server { proxy_pass http://127.0.0.1:8001; }\n");
        var before = world.Content("etc/real/shop");
        var host = new PretendHost(world, what => { if (what == "nginx -t") { Fill(world.At("etc/real")); File.AppendAllText(world.At("etc/sites/other"), "broken;\n"); } });

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world), host);

        Assert.Equal((RepairState.RolledBack, 0, before), (outcome.State, outcome.Kept.Length, world.Content("etc/real/shop")));
    }

    [MountFact]
    public async Task A_journal_that_cannot_go_on_is_no_reason_to_leave_anything_half_done()
    {
        using var world = new World();
        using var disk = new Mount(world, "var", "-t tmpfs -o size=256k tmpfs");
        var before = world.Picture();
        var host = new PretendHost(world, what => { if (what == "nginx -t") { Fill(world.At("var")); } });

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world), host);

        // The lines are in blocks that the journal has: it is full only when the block is.
        Assert.True(outcome.State is RepairState.Proved || world.Picture() == before, outcome.Text);
        File.Delete(world.At("var/filling"));
        await Repairs.RecoverAsync(world);
        Assert.True(Repairs.Store(world).All().Single().State is RepairState.Proved or RepairState.RolledBack);
    }

    [MountFact]
    public async Task A_full_disk_for_the_journal_is_said_before_anything_is_done()
    {
        using var world = new World();
        using var disk = new Mount(world, "var", "-t tmpfs -o size=16k tmpfs");
        Directory.CreateDirectory(world.Store, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Fill(world.At("var"));
        var before = world.Picture();

        var fault = await Assert.ThrowsAsync<IOException>(() => Repairs.ApplyAsync(world, Repairs.Configuration(world)));

        Assert.StartsWith("nothing was changed, for the journal cannot be begun: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("No space left on device; make room on the disk", fault.Message, StringComparison.Ordinal);
        Assert.Equal((before, 0), (world.Picture(), Repairs.Store(world).All().Length));
    }

    [MountFact]
    public async Task A_file_system_that_is_read_only_is_said_and_all_is_as_before()
    {
        using var world = new World();
        using var disk = new Mount(world, "etc/real", "--bind " + world.At("etc/real"), "-o remount,ro,bind");
        var before = world.Picture();

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world));

        Assert.Equal((RepairState.RolledBack, before, 0), (outcome.State, world.Picture(), outcome.Kept.Length));
        Assert.EndsWith("Read-only file system; mount it writable first", outcome.Text, StringComparison.Ordinal);
    }

    [MountFact]
    public async Task One_that_became_read_only_since_is_named_and_undone_once_it_is_writable()
    {
        using var world = new World();
        var before = world.Picture();
        var done = await Repairs.ApplyAsync(world, Repairs.Configuration(world));
        RepairOutcome undone;
        using (new Mount(world, "etc/real", "--bind " + world.At("etc/real"), "-o remount,ro,bind"))
        {
            undone = await Repairs.UndoAsync(world, done.Id!);
        }

        Assert.EndsWith($"Read-only file system; mount it writable first. Once that is mended: gatemedic fix --undo {done.Id}", Assert.Single(undone.Kept), StringComparison.Ordinal);
        Assert.Equal(RepairState.RolledBack, (await Repairs.UndoAsync(world, done.Id!)).State);
        Assert.Equal(before, world.Picture());
    }

    [ImmutableFact]
    public async Task An_immutable_file_is_said_and_all_is_as_before()
    {
        using var world = new World();
        Shell.Run("chattr", "+i", world.At("etc/real/shop"));
        try
        {
            var before = world.Picture();

            var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world));

            Assert.Equal((RepairState.RolledBack, before), (outcome.State, world.Picture()));
            Assert.Equal($"{world.At("etc/real")}/shop cannot be replaced: Operation not permitted; it may be immutable (see lsattr; chattr -i makes it writable)", outcome.Text);
        }
        finally
        {
            Shell.Run("chattr", "-i", world.At("etc/real/shop"));
        }
    }

    private static void Fill(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, "filling"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
            while (true)
            {
                file.Write(new byte[512]);
            }
        }
        catch (IOException)
        {
            // It is full now.
        }
    }

    /// <summary>A file system at a place of the world, gone when disposed.</summary>
    private sealed class Mount : IDisposable
    {
        private readonly string _place;

        public Mount(World world, string name, params string[] how)
        {
            _place = world.At(name);
            Directory.CreateDirectory(_place);
            foreach (var options in how)
            {
                Shell.Run("mount", [.. options.Split(' '), _place]);
            }
        }

        public void Dispose() => Shell.Run("umount", "-l", _place);
    }
}

/// <summary>A test that mounts.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = Probe("unshare", "-m", "true") ? null : "nothing can be mounted here";

    internal static bool Probe(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A test that makes a file immutable.</summary>
internal sealed class ImmutableFactAttribute : FactAttribute
{
    public ImmutableFactAttribute()
    {
        var file = Path.GetTempFileName();
        Skip = MountFactAttribute.Probe("chattr", "+i", file) ? null : "files cannot be made immutable here";
        MountFactAttribute.Probe("chattr", "-i", file);
        File.Delete(file);
    }
}
