using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

public sealed class MasterReaderTests : IDisposable
{
    private readonly FakeProc proc = new FakeProc().Add(1, 0, "/sbin/init", name: "systemd");

    public void Dispose() => proc.Dispose();

    [Fact]
    public async Task Counts_only_workers_that_still_take_requests_and_dates_the_load_by_the_oldest()
    {
        proc.Add(10, 1, "nginx: master process nginx -c /x/n.conf", 5)
            .Add(11, 10, "nginx: worker process", 6)
            .Add(12, 10, "nginx: worker process is shutting down", 6)
            .Add(13, 10, "nginx: cache manager process", 9)
            .Add(14, 10, "", 9, state: 'Z')
            .Add(15, 10, "nginx: worker process", 8);
        var master = Assert.Single(await ReadAsync());
        Assert.Equal([11, 15], master.Workers.ToArray());
        Assert.Equal((10, "/x/n.conf", 5, 6), (master.Pid, master.ConfPath, Seconds(master.StartedAt), Seconds(master.LoadedAt)));
        Assert.Equal((33, 33), (master.WorkerUser.Seen!.Uid, master.WorkerUser.Seen.Gid));
    }

    [Fact]
    public async Task Sees_both_masters_during_a_binary_upgrade()
    {
        proc.Add(10, 1, "nginx: master process nginx").Add(11, 10, "nginx: worker process")
            .Add(20, 10, "nginx: master process nginx").Add(21, 20, "nginx: worker process");
        Assert.Equal(["10: 11", "20: 21"], (await ReadAsync()).Select(m => $"{m.Pid}: {string.Join(' ', m.Workers)}"));
    }

    [Fact]
    public async Task Takes_a_worker_that_has_just_been_forked_for_no_second_master()
    {
        proc.Add(10, 1, "nginx: master process nginx", flags: 64).Add(11, 10, "nginx: master process nginx", flags: 64);
        Assert.Equal(10, Assert.Single(await ReadAsync()).Pid);
    }

    [Theory]
    [InlineData("nginx|-t", null, 0)]
    [InlineData("nginx|-s|reload", null, 0)]
    [InlineData("/bin/sh|/usr/local/bin/nginx", "/bin/dash", 0)]
    [InlineData("nginx|-g|daemon off; master_process off;", "/usr/sbin/nginx.old (deleted)", 1)]
    [InlineData("nginx|-g|daemon off; master_process off;", null, 1)]
    [InlineData("renamed", null, 1)]
    public async Task Tells_a_server_from_an_errand_and_from_a_script_of_that_name(string arguments, string? exe, int masters)
    {
        proc.Add(10, 1, arguments, exe: exe);
        Assert.Equal(masters, (await ReadAsync()).Length);
    }

    [Fact]
    public async Task Does_not_ask_our_own_binary_about_a_container_it_may_not_look_into()
    {
        const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        proc.Add(10, 1, "nginx: master process nginx -g daemon off;", cgroup: $"0::/system.slice/docker-{Id}.scope");
        var master = Assert.Single(await ReadAsync());
        Assert.Equal((Id, false, false), (master.Container, master.Version.IsSeen, master.SharesOurNetwork));
        Assert.EndsWith("/10/root", master.Root, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10", true)]
    [InlineData("10\t1", false)]
    public async Task Takes_a_master_with_pids_of_its_own_for_one_with_files_of_its_own(string nsPid, bool isOurs)
    {
        proc.Add(10, 1, "nginx: master process nginx", nsPid: nsPid);
        Assert.Equal(isOurs, Assert.Single(await ReadAsync()).Root == "/");
    }

    [Fact]
    public async Task Is_blind_where_proc_hides_other_users()
    {
        using var hidden = new FakeProc().Add(500, 1, "bash", name: "bash");
        Assert.Equal("run as root", (await new MasterReader(new BuildReader()).ReadAsync(hidden.Table, default)).Blind?.Remedy);
    }

    private async Task<ImmutableArray<NginxMaster>> ReadAsync() =>
        (await new MasterReader(new BuildReader()).ReadAsync(proc.Table, default)).Seen;

    private static int Seconds(DateTimeOffset? time) => (int)(time!.Value - DateTimeOffset.UnixEpoch).TotalSeconds;
}
