using Gatemedic.Diagnosis;

namespace Gatemedic.Repair.Tests;

public class StepRunnerTests
{
    private static readonly Step Running = new(StepKind.Start, "queue.service", HostCommand.Of("start", "queue.service"), HostCommand.Of("stop", "queue.service"))
    {
        Trace = new Trace(HostCommand.Of("is", "queue.service", "running")),
    };

    private static readonly HostProcess Pool = new() { Pid = 37, Name = "php-fpm", Command = "php-fpm: master", User = "root", StartedAt = Repairs.Noon, NetNs = "" };

    [Fact]
    public async Task What_is_so_already_is_neither_done_nor_taken_back()
    {
        using var world = new World();
        var done = await Repairs.ApplyAsync(world, Repairs.Plan(world, [], [Running], null) with { Failing = [] });
        Assert.Equal(RepairState.Proved, done.State);
        await Repairs.UndoAsync(world, done.Id!);
        Assert.Equal("running", world.Get("queue.service"));
    }

    [Theory]
    [InlineData("running", true)]
    [InlineData("stopped", false)]
    public async Task Is_done_where_its_trace_does_not_show_it(string state, bool isSoAlready)
    {
        using var world = new World();
        world.Set("queue.service", state);
        Assert.Equal(!isSoAlready, await new StepRunner(new PretendHost(world)).RunAsync(Running, default));
        Assert.Equal("running", world.Get("queue.service"));
    }

    [Theory]
    [InlineData("running", "delete rule 7")]
    [InlineData("stopped", "")]
    public async Task Is_taken_back_by_the_handle_that_its_trace_shows_now(string state, string ran)
    {
        using var world = new World();
        world.Set("queue.service", state);
        var host = new PretendHost(world);
        var step = new Step(StepKind.Set, "rule", HostCommand.Of("add", "rule"), HostCommand.Of("delete", "rule", Trace.Handle))
        {
            Trace = new Trace(HostCommand.Of("shows", "queue.service"), "running # handle"),
        };
        await Record.ExceptionAsync(() => new StepRunner(host).BackAsync(step, default));
        Assert.Equal(ran, string.Join("; ", host.Ran.Skip(1)));
    }

    [Theory]
    [InlineData(StepKind.Reload, "signal USR2 99")]
    [InlineData(StepKind.Set, "")]
    public async Task Only_what_reads_its_files_again_is_told_by_a_new_id(StepKind kind, string ran)
    {
        using var world = new World();
        var host = new PretendHost(world) { Now = (_, orSuccessor) => orSuccessor ? 99 : null };
        var signal = HostCommand.Of("signal", "USR2", "37");
        await Record.ExceptionAsync(() => new StepRunner(host).BackAsync(new Step(kind, "php-fpm", signal, signal) { Process = Pool }, default));
        Assert.Equal(ran, string.Join("; ", host.Ran));
    }

    [Fact]
    public async Task Is_not_done_to_a_process_that_has_ended()
    {
        using var world = new World();
        var host = new PretendHost(world) { Now = (_, _) => null };
        var signal = HostCommand.Of("signal", "USR2", "37");
        var fault = await Assert.ThrowsAsync<RepairException>(() => new StepRunner(host).RunAsync(new Step(StepKind.Reload, "php-fpm", signal, signal) { Process = Pool }, default));
        Assert.Equal(("php-fpm (pid 37) has ended since it was looked at; run this again", 0), (fault.Message, host.Ran.Count));
    }
}
