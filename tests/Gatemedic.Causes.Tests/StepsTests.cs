using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using static Gatemedic.Causes.CapacityStages;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>What remedies do to the host, step by step.</summary>
public sealed class StepsTests
{
    private const string Far = "10.0.0.2:8080";

    [Theory]
    [InlineData("failed", "failed", null, "systemctl reset-failed shop.service", "systemctl start shop.service < systemctl stop shop.service")]
    [InlineData("activating", "auto-restart", null, "systemctl reset-failed shop.service", "systemctl restart shop.service < systemctl stop shop.service")]
    [InlineData("activating", "start", null, "systemctl start shop.service < systemctl stop shop.service")]
    [InlineData("failed", "failed", "disabled", "systemctl enable shop.service < systemctl disable shop.service", "systemctl reset-failed shop.service", "systemctl start shop.service < systemctl stop shop.service")]
    [InlineData("inactive", "dead", "disabled", "systemctl enable shop.service < systemctl disable shop.service", "systemctl start shop.service < systemctl stop shop.service")]
    [InlineData("inactive", "dead", "enabled", "systemctl start shop.service < systemctl stop shop.service")]
    public void Starts_a_service_as_its_state_asks_for(string active, string sub, string? file, params string[] steps) =>
        Assert.Equal(steps, Texts(Steps.Start(new ServiceUnit { Name = "shop.service", ActiveState = active, SubState = sub, FileState = file })));

    [Theory]
    [InlineData("shop.service", "shop.service")]
    [InlineData("supervisor.service", null)]
    [InlineData("pm2-deploy.service", null)]
    [InlineData("session-3.scope", null)]
    [InlineData(null, null)]
    public void Takes_no_keeper_of_others_for_the_service_of_a_process(string? unit, string? service) =>
        Assert.Equal(service, new HostProcess { Pid = 7, Name = "node", StartedAt = Staged.Now, Unit = unit }.Service());

    [Fact]
    public void Starts_a_program_of_PM2_as_its_owner_without_a_shell()
    {
        var found = Location($"proxy_pass http://{Peer};").Managed(new ManagedProgram { Manager = "pm2", Name = "shop", State = "stopped", User = "deploy", Command = "node server.js 3000" })
            .ConnectFailed($"http://{Peer}/").Access(502).First()!;
        Assert.Equal(["runuser -u deploy -- pm2 start shop < runuser -u deploy -- pm2 stop shop"], Texts(found.Remedies[0].Steps));
    }

    [Fact]
    public void Gives_the_pools_socket_to_the_worker_now_and_at_its_next_start()
    {
        var remedy = ClosedPool(("listen.owner", "root"), ("listen.mode", "0060")).First()!.Remedies[0];
        Assert.Equal([new SettingEdit(PoolFile, "www", "listen.owner", "root", "www-data"), new SettingEdit(PoolFile, "www", "listen.mode", "0060", "0660")], remedy.HostFiles.AsEnumerable());
        Assert.Equal([$"chown www-data {FpmSocket} < chown root {FpmSocket}", $"chmod u+rw {FpmSocket} < chmod 60 {FpmSocket}"], Texts(remedy.Steps));
        Assert.True(remedy.Automatic);
    }

    [Fact]
    public void Leaves_the_owner_of_a_socket_alone_where_access_lists_decide() =>
        Assert.Equal((false, "set-pool-listen-owner"), ClosedPool(("listen.acl_users", "nginx")).First()!.Remedies.Select(r => (r.IsExecutable, r.Id)).First());

    [Fact]
    public void Names_the_pools_setting_as_its_file_does() => Assert.Equal(
        new SettingEdit(PoolFile, "shop", "listen.owner", "$pool", "www-data"),
        new FpmPool { Name = "shop", File = PoolFile, Line = 1, MasterPid = 9, Settings = [new FpmSetting("listen.owner", "shop", PoolFile, 4, "$pool")] }.Set("listen.owner", "www-data"));

    [Fact]
    public void Puts_a_rule_of_its_own_before_the_one_that_drops_in_the_network_of_nginx()
    {
        var step = Assert.Single(Silenced().With(s => s with { Masters = Section.Seen<ImmutableArray<NginxMaster>>([.. s.Masters.Seen.Select(m => m with { SharesOurNetwork = false })]) }).First()!.Remedies[0].Steps);
        const string Enter = "nsenter --net=/proc/811/ns/net nft";
        Assert.Equal(
            ($"{Enter} insert rule inet filter output handle 7 ip daddr 10.0.0.2 tcp dport 8080 accept comment gatemedic-10.0.0.2-8080", $"{Enter} delete rule inet filter output handle '{{handle}}'", $"{Enter} -a list chain inet filter output"),
            (step.Run.ToString(), step.Back?.ToString(), step.Trace?.Look.ToString()));
    }

    [Fact]
    public void Waits_for_an_answer_as_long_as_it_was_measured_to_take() => Assert.Equal(
        TimeSpan.FromSeconds(140 + 15),
        Location($"proxy_read_timeout 60s; proxy_pass http://{Peer};").Listens(Peer).Probed(Peer, Answers(ms: 70_000))
            .Said("upstream timed out (110: Connection timed out)", "reading response header from upstream", $"http://{Peer}/").First()!.Remedies[0].Patience);

    [Fact]
    public void Starts_nginx_where_the_slip_kept_it_down()
    {
        const string Slip = "events {}\nhttp {\n    server {\n        listen 80\n        server_name shop.example;\n    }\n}\n";
        var found = Staged.Whole(Slip).Stopped().Service(new ServiceUnit { Name = "nginx.service", ActiveState = "failed", SubState = "failed" })
            .Test(new ConfigurationTest(false, "invalid parameter \"server_name\"", Staged.Conf, 5)).First()!;
        Assert.Equal(("config-invalid", true), (found.Cause, found.Remedies[0].Automatic));
        Assert.Equal(["systemctl start nginx.service < systemctl stop nginx.service"], Texts(found.Remedies[0].Steps));
    }

    [Fact]
    public void Gives_what_starts_more_time_than_what_is_set() => Assert.Equal(
        (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(15)),
        (Waits([.. Steps.Start(new ServiceUnit { Name = "shop.service", ActiveState = "failed", SubState = "failed" })]), Waits(Steps.Sysctl("net.core.somaxconn", "1024", "128"))));

    [Fact]
    public void Sets_no_value_that_could_not_be_set_back() => Assert.Empty(Steps.Sysctl("net.core.somaxconn", "1024", null));

    private static TimeSpan Waits(ImmutableArray<Step> steps) => new Remedy { Id = "a", Title = "A", Risk = Risk.Low, Verify = "", Undo = "", Steps = steps }.Patience;

    private static Staged ClosedPool(params (string Name, string Value)[] more) => Location($"fastcgi_pass unix:{FpmSocket};", "~ \\.php$").Pool(2, 5, 0, more: more)
        .Socket(FpmSocket, new SocketPathFacts
        {
            Kind = "socket", Mode = 0b000_110_000, Owner = "root", Group = "root", HasListener = true, WorkerMayConnect = false, Obstacle = FpmSocket, ObstacleMode = "s---rw---- root root",
        })
        .ConnectFailed($"fastcgi://unix:{FpmSocket}:", "13: Permission denied").Access(502);

    private static Staged Silenced() => Location($"proxy_pass http://{Far};").Filters(Far, NetworkCases.DropRule)
        .Said("upstream timed out (110: Connection timed out)", "connecting to upstream", $"http://{Far}/").Access(504);

    private static IEnumerable<string> Texts(IEnumerable<Step> steps) => steps.Select(s => s.Back is null ? $"{s.Run}" : $"{s.Run} < {s.Back}");
}
