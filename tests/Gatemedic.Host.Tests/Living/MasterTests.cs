using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host.Tests;

public sealed class MasterTests
{
    [NginxFact]
    public async Task Sees_how_a_running_master_was_started_and_who_its_workers_are()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-0.02);
        using var nginx = new PrivateNginx("", "worker_rlimit_nofile 512;");
        var master = await nginx.MasterAsync();
        Assert.Equal(
            ("/usr/sbin/nginx", nginx.Place / "conf/n.conf", nginx.Place.Root, "daemon off; worker_rlimit_nofile 512;", "/", true),
            (master.Exe, master.ConfPath, master.Prefix, master.GlobalDirectives, master.Root, master.SharesOurNetwork));
        Assert.Equal("1.22.1", master.Version.Seen);
        Assert.Equal(("nobody", 65534, 65534), (master.WorkerUser.Seen!.Name, master.WorkerUser.Seen.Uid, master.WorkerUser.Seen.Gid));
        Assert.InRange(master.StartedAt, before, DateTimeOffset.UtcNow);
        Assert.InRange(master.LoadedAt!.Value, master.StartedAt, DateTimeOffset.UtcNow);
        Assert.StartsWith("net:[", master.NetNs, StringComparison.Ordinal);
    }

    [NginxFact]
    public async Task Sees_a_single_process_that_is_its_own_worker()
    {
        using var nginx = new PrivateNginx("", "master_process off;");
        NginxMaster? master = null;
        await Eventually.True(() => (master = Find(nginx.Pid)) is not null);
        Assert.Equal([nginx.Pid], master!.Workers.ToArray());
        Assert.Equal(nginx.Place / "conf/n.conf", master.ConfPath);
    }

    [NginxFact]
    public async Task Reaches_the_files_of_a_master_with_mounts_of_its_own()
    {
        using var nginx = new PrivateNginx("", "", "unshare", "-m", "--");
        var master = await nginx.MasterAsync();
        Assert.Equal(($"/proc/{nginx.Pid}/root", "1.22.1"), (master.Root, master.Version.Seen));
        Assert.True(new DiskConfigFiles(master.Root).Read(master.ConfPath).IsRead);
    }

    [NginxFact]
    public async Task Reads_the_listeners_of_a_master_in_another_network_namespace()
    {
        using var nginx = new PrivateNginx("server { listen 8123; }", "", "unshare", "-n", "--");
        var master = await nginx.MasterAsync();
        Assert.False(master.SharesOurNetwork);
        var table = ProcessTable.Read();
        var listeners = ListenerReader.Read(table, NetworkSpaceReader.Read(table, [master]).Seen, default).Seen;
        var found = Assert.Single(listeners, l => l.NetNs == master.NetNs && l.Family == SocketFamily.Tcp);
        Assert.Equal(("0.0.0.0:8123", (int?)0), (found.ToString(), found.Queue));
        Assert.Equal([nginx.Pid, .. master.Workers], found.Pids.ToArray());
    }

    [NginxFact]
    public async Task Finds_the_network_namespace_of_any_process_and_what_listens_in_it()
    {
        using var nginx = new PrivateNginx("server { listen 8123 backlog=9; listen unix:PLACE/x.sock; }", "", "unshare", "-n", "--");
        var netNs = (await nginx.MasterAsync()).NetNs;
        var table = ProcessTable.Read();
        var spaces = NetworkSpaceReader.Read(table, []).Seen;
        Assert.Equal((table.OwnNetNs, Environment.ProcessId), (spaces[0].NetNs, spaces[0].Pid));
        Assert.Equal((nginx.Pid, null), (spaces.Single(s => s.NetNs == netNs).Pid, spaces.Single(s => s.NetNs == netNs).Container));
        Assert.Equal(
            ["0.0.0.0:8123 9", $"unix:{nginx.Place / "x.sock"} 511"],
            ListenerReader.Read(table, spaces, default).Seen.Where(l => l.NetNs == netNs).Select(l => $"{l} {l.Backlog}").Order(StringComparer.Ordinal));
    }

    [NginxFact]
    public async Task Sees_tcp_tcp6_and_unix_listeners_with_all_their_processes()
    {
        var port = PrivateNginx.FreePort(IPAddress.Loopback);
        var port6 = PrivateNginx.FreePort(IPAddress.IPv6Loopback);
        using var nginx = new PrivateNginx($"server {{ listen 127.0.0.1:{port} backlog=77; listen [::1]:{port6}; listen unix:PLACE/x.sock; }}");
        var master = await nginx.MasterAsync();
        var listeners = ListenerReader.Read(ProcessTable.Read(), [], default).Seen;
        int[] pids = [nginx.Pid, .. master.Workers];
        Assert.Equal(
            [$"127.0.0.1:{port} 77 0 {string.Join(' ', pids)}", $"[::1]:{port6} 511 0 {string.Join(' ', pids)}", $"unix:{nginx.Place / "x.sock"} 511 0 {string.Join(' ', pids)}"],
            listeners.Where(l => l.Pids.Contains(nginx.Pid)).Select(l => $"{l} {l.Backlog} {l.Queue} {string.Join(' ', l.Pids)}"));
    }

    [NginxFact]
    public async Task Describes_nginx_processes()
    {
        using var nginx = new PrivateNginx("");
        var master = await nginx.MasterAsync();
        var processes = ProcessReader.Read(ProcessTable.Read(), [nginx.Pid, master.Workers[0], int.MaxValue]).Seen;
        Assert.Equal(
            [(nginx.Pid, "nginx", "root"), (master.Workers[0], "nginx", "nobody")],
            processes.Select(p => (p.Pid, p.Name, p.User)));
        Assert.Equal((nginx.Pid, "nginx: worker process", "net:["), (processes[1].ParentPid, processes[1].Command, processes[1].NetNs[..5]));
    }

    [Fact]
    public void Does_not_take_itself_for_nginx() => Assert.Null(Find(Environment.ProcessId));

    [Fact]
    public void Knows_the_loopback_address() => Assert.Contains("127.0.0.1", AddressReader.Read().Seen);

    [Fact]
    public async Task Sees_no_units_where_systemd_does_not_run()
    {
        var units = await UnitReader.ReadAsync(default);
        Assert.True(Directory.Exists("/run/systemd/system") || units is { IsSeen: true, Seen.IsEmpty: true });
    }

    private static NginxMaster? Find(int pid) =>
        new MasterReader(new BuildReader()).ReadAsync(ProcessTable.Read(), default).GetAwaiter().GetResult().Seen.FirstOrDefault(m => m.Pid == pid);
}
