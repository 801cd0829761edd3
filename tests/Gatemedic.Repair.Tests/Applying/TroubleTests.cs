using Gatemedic.Diagnosis;

namespace Gatemedic.Repair.Tests;

/// <summary>What goes wrong on the way, beside the disk.</summary>
public class TroubleTests
{
    [Fact]
    public async Task Somebody_elses_error_that_appears_meanwhile_fails_the_test_and_all_of_ours_is_as_before()
    {
        using var world = new World();
        var plan = Repairs.Configuration(world);
        var host = new PretendHost(world, what => { if (what == "nginx -t") { File.WriteAllText(world.At("etc/sites/other"), "broken;\n"); } });

        var outcome = await Repairs.ApplyAsync(world, plan, host);

        Assert.Equal((RepairState.RolledBack, "\"nginx -t\" failed: unknown directive \"broken\"", 0), (outcome.State, outcome.Text, outcome.Kept.Length));
        File.Delete(world.At("etc/sites/other"));
        using var fresh = new World();
        Assert.Equal(fresh.Picture(), world.Picture());

        // It was never told to load, so it is not asked about what it serves by.
        Assert.Equal(["nginx -t"], host.Ran);
    }

    [Fact]
    public async Task Where_the_error_appears_after_the_reload_it_is_said_what_nginx_serves_by()
    {
        using var world = new World();
        var asked = 0;
        var host = new PretendHost(world, what =>
        {
            if (what == "http://shop/" && asked++ > 0)
            {
                world.Set("shop.service", "stopped");
                File.WriteAllText(world.At("nginx/loaded"), "as if it did not help");
                File.WriteAllText(world.At("etc/sites/other"), "broken;\n");
            }
        });

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world), host);

        Assert.Equal((RepairState.PartlyRolledBack, "http://shop/ still fails after 15 s: HTTP 502"), (outcome.State, outcome.Text));
        Assert.StartsWith("the files are as before, and nginx does not accept them: unknown directive \"broken\"; it serves on by the configuration that it has loaded.", Assert.Single(outcome.Kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_dies_at_its_start_is_not_waited_for()
    {
        using var world = new World();
        var plan = Repairs.Host(world);
        var crashed = plan.Finding with
        {
            Cause = "upstream-down",
            Detail = "crashed",
            Title = "shop.service has failed",
            Evidence = [new Evidence(EvidenceKind.Service, "shop.service has failed (exit-code, status 1)", "systemctl status shop.service", 1)],
        };
        var host = new PretendHost(world, what =>
        {
            if (what == "http://shop/")
            {
                world.Set("shop.service", "stopped");
            }
        })
        { Found = [crashed] };

        var outcome = await Repairs.ApplyAsync(world, plan, host);

        Assert.Equal("what was started has ended again: shop.service has failed", outcome.Text);
    }

    [Fact]
    public async Task A_reload_that_never_comes_is_waited_for_and_taken_back()
    {
        using var world = new World();
        var before = world.Picture();

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world), new PretendHost(world) { IsDeaf = true });

        Assert.Equal("nginx was told to reload and still serves with the old workers after 10 s; its error log says why", outcome.Text);
        Assert.Equal(before, world.Picture());
        Assert.Equal((RepairState.PartlyRolledBack, outcome.Text + $". Once that is mended: gatemedic fix --undo {outcome.Id}"), (outcome.State, Assert.Single(outcome.Kept)));
    }

    [Fact]
    public async Task A_step_that_fails_is_taken_back_with_all_before_it()
    {
        using var world = new World();
        var before = world.Picture();
        var plan = Repairs.Host(world);
        plan = plan with { Remedy = plan.Remedy! with { Steps = [.. plan.Remedy.Steps, new Step(StepKind.Start, "ghost.service", HostCommand.Of("ghost"), HostCommand.Of("noghost"))] } };

        var outcome = await Repairs.ApplyAsync(world, plan);

        Assert.Equal((RepairState.RolledBack, "\"ghost\" failed: ghost: not found", 0, before), (outcome.State, outcome.Text, outcome.Kept.Length, world.Picture()));
    }

    [Fact]
    public async Task A_step_whose_inverse_fails_is_named_and_the_files_are_put_back_all_the_same()
    {
        using var world = new World();
        var step = new Step(StepKind.Start, "queue.service", HostCommand.Of("start", "queue.service"), HostCommand.Of("halt", "queue.service"));
        var done = await Repairs.ApplyAsync(world, Repairs.Configuration(world) with { Remedy = Repairs.Host(world).Remedy! with { Steps = [step] } });

        var undone = await Repairs.UndoAsync(world, done.Id!);

        Assert.Equal($"\"halt queue.service\" failed: halt: not found. Once that is mended: gatemedic fix --undo {done.Id}", Assert.Single(undone.Kept));
        using var fresh = new World();
        Assert.Equal(fresh.Picture(), world.Picture());
    }

    [Fact]
    public async Task Interrupted_by_Ctrl_C_all_is_as_before()
    {
        using var world = new World();
        var before = world.Picture();
        using var pressed = new CancellationTokenSource();
        using var held = Repairs.Store(world).Lock();
        var engine = Repairs.Engine(world, new PretendHost(world, what => { if (what == "nginx -t") { pressed.Cancel(); } }));

        var outcome = await engine.ApplyAsync(Repairs.Configuration(world), pressed.Token);

        Assert.Equal((RepairState.RolledBack, "interrupted", before), (outcome.State, outcome.Text, world.Picture()));
    }

    [Fact]
    public async Task A_file_changed_after_its_repair_while_others_are_repaired_is_left_and_the_others_are_put_back()
    {
        using var world = new World();
        var host = new PretendHost(world, what =>
        {
            if (what == "nginx -t")
            {
                File.WriteAllText(world.At("etc/real/shop"), "broken; # theirs\n");
            }
        });

        var outcome = await Repairs.ApplyAsync(world, Repairs.Configuration(world), host);

        Assert.Equal((RepairState.PartlyRolledBack, "broken; # theirs\n", "include sites/*;\nworker_connections 64;\n"), (outcome.State, world.Content("etc/real/shop"), world.Content("etc/nginx.conf")));
        Assert.Contains("is kept in", Assert.Single(outcome.Kept), StringComparison.Ordinal);
    }
}
