using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using static Gatemedic.Causes.CapacityStages;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>What the rooms of capacity propose, and whom they leave alone.</summary>
public sealed class CapacityTests
{
    private static readonly string Fpm = $"fastcgi://unix:{FpmSocket}:";

    [Theory]
    [InlineData(900, "Let pool www have 12 children: each takes 42 MiB, 900 MiB are available")]
    [InlineData(200, "Let pool www have 8 children: each takes 42 MiB, 200 MiB are available")]
    public void Computes_children_from_measured_memory(long available, string title)
    {
        var remedy = FullPool().Memory(available).First()!.Remedies[0];
        Assert.Equal((title, true), (remedy.Title, remedy.Automatic));
        Assert.Equal([$"sed -i '122s/.*/pm.max_children = {title.Split(' ')[4]}/' {PoolFile}", "systemctl reload php8.2-fpm.service"], remedy.Commands.AsEnumerable());
    }

    [Fact]
    public void Offers_no_children_where_there_is_no_memory_for_them()
    {
        var remedies = FullPool().Memory(40).First()!.Remedies;
        Assert.Equal(["find-slow-scripts", "raise-max-children"], remedies.Select(r => r.Id));
        Assert.DoesNotContain(remedies, r => r.Automatic);
    }

    [Fact]
    public void Invents_no_number_where_memory_was_not_measured() =>
        Assert.Equal(["ps -o pid,rss,etime,args --ppid 900", "free -m"], FullPool().First()!.Remedies[0].Commands.AsEnumerable());

    [Fact]
    public void Keeps_to_what_is_left_in_the_control_group()
    {
        var staged = FullPool().Memory(900)
            .Holds([FpmMaster + 1], p => p with { Resources = p.Resources! with { ControlGroup = "/system.slice/php8.2-fpm.service" } })
            .With(s => s with { ControlGroups = Section.Seen<System.Collections.Immutable.ImmutableArray<ControlGroup>>([new ControlGroup { Path = "/system.slice/php8.2-fpm.service", MemoryBytes = 300L << 20, MemoryLimit = 360L << 20 }]) });
        Assert.Equal("Let pool www have 6 children: each takes 42 MiB, 60 MiB are available", staged.First()!.Remedies[0].Title);
    }

    [Fact]
    public void Takes_the_word_of_the_pools_log_for_a_limit_that_is_reached_now_and_then()
    {
        var found = Php().Pool(5, 5, 0).Memory(900).Witnessed("/var/log/php8.2-fpm.log", LimitReached(5, 2), FpmMaster).Probed($"unix:{FpmSocket}", Answers())
            .Said("upstream timed out (110: Connection timed out)", "reading response header from upstream", Fpm, "/index.php").Access(504, "/index.php").Diagnose().Findings;
        Assert.Equal([("php-fpm-saturated", Severity.Warning)], found.Select(f => (f.Cause, f.Severity)));
    }

    [Fact]
    public void Is_guessed_from_the_errno_of_a_fastcgi_socket_alone() =>
        Assert.Equal("php-fpm-saturated", Staged.LogsOnly().ConnectFailed(Fpm, "11: Resource temporarily unavailable").First()?.Cause);

    [Fact]
    public void A_full_queue_of_another_protocol_is_no_pool() =>
        Assert.Equal("backlog-overflow", Staged.LogsOnly().ConnectFailed("http://unix:/run/shop.sock:/", "11: Resource temporarily unavailable").First()?.Cause);

    [Fact]
    public void Says_where_the_kernel_cuts_the_queue()
    {
        var finding = Location($"uwsgi_pass {Peer};").App("uwsgi --socket 127.0.0.1:3000 --listen 4096 --wsgi-file app.py", Peer, Protocol.Uwsgi).Queue(Peer, 129, 128).Probed(Peer, Unanswered())
            .With(s => s with { LongestBacklog = Section.Seen(128) }).Said("upstream timed out (110: Connection timed out)", "connecting to upstream", $"uwsgi://{Peer}").First()!;
        Assert.Contains("the application asked for a queue of 4096 (--listen), and net.core.somaxconn cuts it to 128", finding.Evidence.Select(e => e.Text));
        Assert.Contains("sysctl -w net.core.somaxconn=1024", finding.Remedies.SelectMany(r => r.Commands));
    }

    [Fact]
    public void A_long_queue_that_no_request_has_failed_of_is_no_finding() =>
        Assert.Empty(Location($"proxy_pass http://{Peer};").App("node shop.js", Peer, Protocol.Http).Queue(Peer, 5, 4).Access(200).Diagnose().Findings);

    [Fact]
    public void Raises_files_with_connections_where_they_would_not_suffice()
    {
        var staged = Staged.Whole($"events {{\n    worker_connections 768;\n}}\nhttp {{\n    error_log /var/log/nginx/error.log;\n    server {{ listen 80; location / {{ proxy_pass http://{Peer}; }} }}\n}}\n")
            .App("node shop.js", Peer, Protocol.Http).Worker(770, 1024).Error("[alert] 812#812: 768 worker_connections are not enough");
        var scene = staged.Scene();
        var remedy = new DiagnosisEngine(CauseCatalog.All).Conclude(scene).Findings.Single().Remedies[0];
        Assert.StartsWith("worker_rlimit_nofile 8192;\nevents {\n    worker_connections 4096;\n}\n", remedy.Edited(scene), StringComparison.Ordinal);
        Assert.True(remedy.Automatic);
    }

    [Fact]
    public void Sets_the_workers_limit_in_the_main_context()
    {
        var staged = Staged.Http($"    server {{ listen 80; location / {{ proxy_pass http://{Peer}; }} }}").App("node shop.js", Peer, Protocol.Http).Worker(1024, 1024)
            .Error("[crit] 812#812: accept4() failed (24: Too many open files)");
        var scene = staged.Scene();
        var remedy = new DiagnosisEngine(CauseCatalog.All).Conclude(scene).Findings.Single().Remedies[0];
        Assert.StartsWith("worker_rlimit_nofile 4096;\nevents {}\n", remedy.Edited(scene), StringComparison.Ordinal);
    }

    [Fact]
    public void Raises_the_limit_of_a_service_in_a_drop_in()
    {
        var finding = Location($"proxy_pass http://{Peer};").App("node shop.js", Peer, Protocol.Http, unit: "shop.service").Files(4711, 1024, 1024).Probed(Peer, Silent()).First()!;
        Assert.Equal("prlimit --pid 4711 --nofile=65536:524288", finding.Remedies[0].Commands.Single());
        Assert.Equal(new NewFile("/etc/systemd/system/shop.service.d/60-gatemedic-LimitNOFILE.conf", "[Service]\nLimitNOFILE=65536\n"), Assert.Single(finding.Remedies[1].HostFiles));
        Assert.Equal(
            [
                "mkdir -p /etc/systemd/system/shop.service.d",
                "printf '%s\\n' '[Service]' LimitNOFILE=65536 >/etc/systemd/system/shop.service.d/60-gatemedic-LimitNOFILE.conf",
                "systemctl daemon-reload",
            ],
            finding.Remedies[1].Commands.AsEnumerable());
    }

    [Fact]
    public void Does_without_files_on_the_routes_that_fail()
    {
        var staged = Location($"proxy_pass http://{Peer};").App("node shop.js", Peer, Protocol.Http).DebianPaths().Room("/var/lib/nginx/body", "/var", 0, 1L << 30)
            .Error("[crit] 812#812: *7 pwrite() \"/var/lib/nginx/body/0000000001\" failed (28: No space left on device), client: 203.0.113.7, server: shop.example, request: \"POST / HTTP/1.1\", host: \"shop.example\"");
        var scene = staged.Scene();
        var remedy = new DiagnosisEngine(CauseCatalog.All).Conclude(scene).Findings.Single().Remedies.Single(r => r.Id == "stream-request-bodies");
        Assert.Contains("            proxy_request_buffering off;\n            proxy_pass", remedy.Edited(scene), StringComparison.Ordinal);
    }

    private static Staged Php() => Location($"fastcgi_pass unix:{FpmSocket};", "~ \\.php$");

    private static Staged FullPool() => Php().Pool(5, 5, 7).Probed($"unix:{FpmSocket}", Silent())
        .Said("upstream timed out (110: Connection timed out)", "reading response header from upstream", Fpm, "/index.php").Access(504, "/index.php");
}
