using Gatemedic.Diagnosis;
using static Gatemedic.Causes.NamedLogStages;

namespace Gatemedic.Causes;

/// <summary>Whose a log is that the user names, where only files are looked at.</summary>
public sealed class NamedLogTests
{
    private const string Log = "/tmp/odd/app.txt";
    private const string TimedOut = "upstream timed out (110: Connection timed out)";
    private const string Closed = "upstream prematurely closed connection";
    private const string Reading = "reading response header from upstream";

    [Fact]
    public void The_pools_own_word_says_more_than_a_time_out() => Assert.Equal(
        ["php-fpm-saturated on unix:/run/php/php8.2-fpm.sock by /tmp/odd/app.txt:1"],
        Found(Php().Named(Log, LimitReached("www"))));

    [Fact]
    public void An_application_servers_own_word_says_more_than_a_broken_connection() => Assert.Equal(
        ["app-timeout-kill on 127.0.0.1:8000 by /tmp/odd/app.txt:2"],
        Found(Web(8000).Named(Log, ListeningAt("http://127.0.0.1:8000"), WorkerTimeout())));

    [Fact]
    public void A_server_that_says_no_address_is_the_only_peer_that_fails() => Assert.Equal(
        ["app-timeout-kill on 127.0.0.1:8000 by /tmp/odd/app.txt:1"],
        Found(Web(8000).Named(Log, WorkerTimeout())));

    [Fact]
    public void The_kernels_word_in_that_second_names_the_kill() => Assert.Equal(
        ["oom-killed on 127.0.0.1:8000 by /tmp/odd/kern.txt:1"],
        Found(Web(8000).Named("/tmp/odd/kern.txt", OutOfMemory("gunicorn"))));

    [Fact]
    public void Of_two_that_fail_it_is_the_one_that_the_log_names() => Assert.Equal(
        ["app-timeout-kill on 127.0.0.1:8001 by /tmp/odd/app.txt:2", "upstream-reset on 127.0.0.1:8000"],
        Found(Web(8000, 8001).Named(Log, ListeningAt("http://0.0.0.0:8001"), WorkerTimeout())));

    [Fact]
    public void The_pool_is_named_by_the_socket() => Assert.Equal(
        ["php-fpm-saturated on unix:/run/php/shop.sock by /tmp/odd/app.txt:2"],
        Found(Php("/run/php/shop.sock").Named(Log, LimitReached("blog"), LimitReached("shop"))));

    [Theory]
    [InlineData("two fail, and it names none")]
    [InlineData("it listens elsewhere")]
    [InlineData("another protocol")]
    [InlineData("hours before")]
    [InlineData("the kernel killed something else")]
    [InlineData("the service of another name")]
    [InlineData("nothing that is known")]
    public void What_may_be_anothers_changes_nothing(string why)
    {
        var (staged, lines) = why switch
        {
            "two fail, and it names none" => (Web(8000, 8001), new[] { WorkerTimeout() }),
            "it listens elsewhere" => (Web(8000), [ListeningAt("http://127.0.0.1:9009"), WorkerTimeout()]),
            "another protocol" => (Web(8000), [LimitReached("www")]),
            "hours before" => (Web(8000), [WorkerTimeout(secondsBefore: 9000)]),
            "the kernel killed something else" => (Web(8000), [OutOfMemory("mysqld")]),
            "the service of another name" => (At("http://app:8000", "http://172.18.0.3:8000/"), ["billing-1  | " + WorkerTimeout()]),
            _ => (Web(8000), ["backup: 12 files", "done"]),
        };
        var before = staged.Diagnose();
        var after = staged.Named(Log, lines).Diagnose();
        Assert.Equal(before.Findings.Select(Words), after.Findings.Select(Words));
    }

    private static string Words(Finding finding) => $"{finding.Cause} {finding.Confidence} {string.Join("; ", finding.Evidence.Select(e => e.Text))}";

    private static IEnumerable<string> Found(Staged staged)
    {
        foreach (var finding in staged.Diagnose().Findings)
        {
            var by = finding.Evidence.FirstOrDefault(e => e.For && e.Source.StartsWith("/tmp/odd/", StringComparison.Ordinal));
            Assert.True(by is null || finding.Confidence >= 0.85, $"{finding.Cause}: {finding.Confidence}");
            yield return $"{finding.Cause} on {finding.Targets[0].Address}{(by is null ? "" : $" by {by.Source}")}";
        }
    }

    private static Staged Php(string socket = "/run/php/php8.2-fpm.sock") =>
        Location($"fastcgi_pass unix:{socket};").Said(TimedOut, Reading, $"fastcgi://unix:{socket}", "/index.php").Offline();

    private static Staged Web(params int[] ports)
    {
        var staged = Staged.Http(string.Concat(ports.Select(p => $"    server {{\n        listen 80;\n        server_name s{p}.example;\n        location / {{\n            proxy_pass http://127.0.0.1:{p};\n        }}\n    }}\n"))).Offline();
        return ports.Aggregate(staged, (s, p) => s.Said(Closed, Reading, $"http://127.0.0.1:{p}/slow", "/slow"));
    }

    private static Staged At(string pass, string upstream) => Location($"proxy_pass {pass};").Said(Closed, Reading, upstream).Offline();

    private static Staged Location(string statements) => ConversationStages.Location(statements);
}
