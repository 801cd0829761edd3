using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>What recorded cases cannot say of nginx-down: who holds the port, what may be started alone, and when nothing can be said.</summary>
public sealed class NginxDownTests
{
    [Fact]
    public void Starts_it_through_its_service()
    {
        var finding = Assert.Single(Location("return 204;").Stopped().Unit("nginx.service", "failed", "failed", "exit-code", 1).Diagnose().Findings);
        Assert.Equal(("nginx-down", "nginx is not running", true), (finding.Cause, finding.Title, finding.Remedies[0].Automatic));
        Assert.Equal(["nginx -t", "systemctl start nginx.service"], finding.Remedies[0].Commands.AsEnumerable());
    }

    [Theory]
    [InlineData("0.0.0.0:80")]
    [InlineData("[::]:80")]
    public void Says_who_holds_the_port_and_leaves_that_to_a_person(string on)
    {
        var finding = Assert.Single(Location("return 204;").Stopped().App("apache2 -k start", on, Nginx.Protocol.Http, pid: 99, unit: "apache2.service").Diagnose().Findings);
        Assert.Equal("nginx is not running, and apache2 (pid 99) holds 0.0.0.0:80", finding.Title);
        Assert.False(finding.Remedies[0].Automatic);
        Assert.Equal(["systemctl stop apache2.service", "nginx -t", "nginx"], finding.Remedies[0].Commands.AsEnumerable());
    }

    [Fact]
    public void Does_not_start_what_does_not_load()
    {
        var staged = Location("return 204;").Stopped();
        staged.Witness.Test = new ConfigurationTest(false, "no \"events\" section in configuration");
        Assert.Equal(["config-invalid"], staged.Diagnose().Findings.Select(f => f.Cause));
    }

    [Fact]
    public void A_running_nginx_that_misses_an_address_is_told_who_took_it()
    {
        var finding = Assert.Single(TwoPorts().Listens("0.0.0.0:80", 811).App("caddy run", "0.0.0.0:8443", Nginx.Protocol.Https, pid: 77).Diagnose().Findings);
        Assert.Equal(("nginx-down", Severity.Warning), (finding.Cause, finding.Severity));
        Assert.Equal("nginx runs, but does not listen on 0.0.0.0:8443: caddy (pid 77) holds it", finding.Title);
    }

    [Fact]
    public void An_address_added_after_the_last_load_was_not_loaded()
    {
        var scene = TwoPorts().Listens("0.0.0.0:80", 811).Scene();
        scene = scene with { Instances = [scene.Instances[0] with { ModifiedAt = Staged.Now.AddMinutes(-1) }] };
        Assert.Equal(["config-stale"], Conclude(scene).Select(f => f.Cause));
    }

    [Fact]
    public void Without_a_sight_of_nginxs_own_sockets_nothing_is_missing() => Assert.Empty(TwoPorts().Diagnose().Findings);

    [Fact]
    public void Nothing_is_said_where_masters_could_not_be_seen()
    {
        var scene = TwoPorts().Stopped().Scene();
        Assert.Empty(Conclude(scene with { Masters = Section.Blind<ImmutableArray<NginxMaster>>("nginx processes", "permission denied") }));
        Assert.Empty(TwoPorts().Offline().Diagnose().Findings);
    }

    private static Staged TwoPorts() => Staged.Http("    server {\n        listen 80;\n        listen 8443 ssl;\n        return 204;\n    }");

    private static ImmutableArray<Finding> Conclude(Scene scene) => new DiagnosisEngine(CauseCatalog.All).Conclude(scene).Findings;
}
