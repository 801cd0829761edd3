using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Whose services and listeners count for an upstream: those of the machine or container in which nginx lives.</summary>
public sealed class ServicesAndContainersTests
{
    [Theory]
    [InlineData("shop.service", "oneshot", null, "find-and-start-application")]
    [InlineData("x.service", "simple", "PORT=3000", "start-service")]
    [InlineData("x.socket", null, "127.0.0.1:3000 (Stream)", "start-service")]
    [InlineData("x.service", "simple", "PORT=13000", "find-and-start-application")]
    public void Starts_what_would_listen_there_and_nothing_that_runs_once(string unit, string? type, string? places, string remedy) =>
        Assert.Equal(remedy, Only(Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).Unit(unit, "inactive", "dead", type: type, places: places)).Remedies[0].Id);

    [Fact]
    public void Does_not_offer_the_doubtful_beside_the_sure() =>
        Assert.Equal(
            ["systemctl enable web.service", "systemctl start web.service"],
            Only(Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).Unit("shop.service", "inactive", "dead")
                .Unit("web.service", "inactive", "dead", command: "node server.js 3000", file: "disabled")).Remedies.SelectMany(r => r.Commands));

    [Fact]
    public void Does_not_look_among_the_hosts_services_for_an_application_in_a_container()
    {
        var scene = Staged.Http(In("fastcgi_pass 127.0.0.1:9000;")).Unit("php8.2-fpm.service", "inactive", "dead").Scene();
        var contained = scene with { Masters = Section.Seen<ImmutableArray<NginxMaster>>([.. scene.Masters.Seen.Select(m => m with { Container = new string('a', 64) })]) };
        Assert.Equal(
            ("systemctl start php8.2-fpm.service", "docker top aaaaaaaaaaaa"),
            (First(scene).Remedies[0].Commands[0], First(contained).Remedies[0].Commands[0]));
    }

    [Fact]
    public void Does_not_take_the_published_port_of_another_container_for_the_application() =>
        Assert.Equal("upstream-down", Only(Staged.Http(In("proxy_pass http://127.0.0.1:28080;")).App(
            "/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 28081 -container-ip 172.17.0.3 -container-port 3000", "0.0.0.0:28081", Protocol.Http, directory: "/srv/shop")).Cause);

    [Fact]
    public void Is_less_sure_that_an_application_is_down_where_the_engine_may_not_be_asked()
    {
        var scene = Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).ConnectFailed("http://127.0.0.1:3000/").Scene();
        var unseen = scene with { Containers = Section.Blind<ImmutableArray<Container>>("containers (/run/docker.sock)", "permission denied", "run as root") };
        Assert.Equal(("upstream-down", true, true), (First(unseen).Cause, First(scene).Confidence >= 0.9, First(unseen).Confidence < 0.9));
    }

    [Fact]
    public void What_one_nginx_reaches_says_nothing_of_another_in_a_network_of_its_own()
    {
        var scene = Staged.Http(In("proxy_pass http://127.0.0.1:3000;")).App("node", "127.0.0.1:3000", Protocol.Http).Scene();
        var master = scene.Masters.Seen[0] with { Pid = 900, NetNs = "net:[2]", SharesOurNetwork = false, Root = "/proc/900/root", Addresses = ["127.0.0.1", "172.17.0.2"] };
        var both = scene with
        {
            Masters = Section.Seen<ImmutableArray<NginxMaster>>([scene.Masters.Seen[0], master]),
            Instances = [scene.Instances[0], scene.Instances[0] with { Id = "other", MasterPid = 900 }],
        };
        Assert.Equal([1, 0], both.Targets().Select(t => t.Probes.Length));
        Assert.Equal([false, true], both.Targets().Select(t => t.IsLocal(new PeerAddress("172.17.0.2", 3000))));
    }

    private static Finding Only(Staged staged) => Assert.Single(staged.Diagnose().Findings);

    private static Finding First(Scene scene) => new DiagnosisEngine(CauseCatalog.All).Conclude(scene).Findings[0];

    private static string In(string statement) => $"    server {{ listen 80; server_name shop.example; location / {{ {statement} }} }}";
}
