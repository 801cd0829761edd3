using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

public sealed partial class CausePointingTests
{
    private const string Client = ", client: 10.0.0.9, server: a, request: \"GET /x HTTP/1.1\"";

    private static readonly DateTimeOffset Noon = new(2026, 10, 3, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("connect() failed (111: Connection refused) while connecting to upstream", "http://127.0.0.1:3000/x", "upstream-down")]
    [InlineData("connect() failed (111: Connection refused) while connecting to upstream", "http://[::1]:3000/x", "localhost-ipv6")]
    [InlineData("connect() failed (110: Connection timed out) while connecting to upstream", "http://10.0.0.1:80/x", "connect-timeout")]
    [InlineData("connect() failed (113: No route to host) while connecting to upstream", "http://10.0.0.1:80/x", "host-unreachable")]
    [InlineData("connect() to 10.0.0.1:80 failed (1: Operation not permitted) while connecting to upstream", "http://10.0.0.1:80/x", "firewall-blocked")]
    [InlineData("connect() to 127.0.0.1:3000 failed (13: Permission denied) while connecting to upstream", "http://127.0.0.1:3000/x", "selinux-denied")]
    [InlineData("connect() to unix:/run/a.sock failed (13: Permission denied) while connecting to upstream", "http://unix:/run/a.sock:/x", "socket-permission")]
    [InlineData("connect() to unix:/run/a.sock failed (2: No such file or directory) while connecting to upstream", "http://unix:/run/a.sock:/x", "socket-missing")]
    [InlineData("connect() to unix:/run/p.sock failed (11: Resource temporarily unavailable) while connecting to upstream", "fastcgi://unix:/run/p.sock:", "php-fpm-saturated")]
    [InlineData("connect() to unix:/run/a.sock failed (11: Resource temporarily unavailable) while connecting to upstream", "uwsgi://unix:/run/a.sock:", "backlog-overflow")]
    [InlineData("connect() to 10.0.0.1:80 failed (99: Cannot assign requested address) while connecting to upstream", "http://10.0.0.1:80/x", "ephemeral-ports")]
    [InlineData("socket() failed (24: Too many open files) while connecting to upstream", "http://10.0.0.1:80/x", "fd-limit")]
    [InlineData("upstream timed out (110: Connection timed out) while connecting to upstream", "http://10.0.0.1:80/x", "connect-timeout")]
    [InlineData("upstream timed out (110: Connection timed out) while reading response header from upstream", "http://10.0.0.1:80/x", "slow-upstream")]
    [InlineData("upstream prematurely closed connection while reading response header from upstream", "http://10.0.0.1:80/x", "upstream-reset")]
    [InlineData("upstream sent too big header while reading response header from upstream", "http://10.0.0.1:80/x", "header-too-big")]
    [InlineData("upstream sent no valid HTTP/1.0 header while reading response header from upstream", "http://10.0.0.1:80/x", "protocol-mismatch")]
    [InlineData("upstream sent unsupported FastCGI protocol version: 72 while reading response header from upstream", "fastcgi://10.0.0.1:80", "protocol-mismatch")]
    [InlineData("upstream sent invalid header: \"a b\\x20...\" while reading response header from upstream", "http://10.0.0.1:80/x", "invalid-response")]
    [InlineData("SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream", "https://10.0.0.1:80/x", "protocol-mismatch")]
    [InlineData("SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream", "https://10.0.0.1:80/x", "tls-handshake")]
    [InlineData("upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream", "https://10.0.0.1:80/x", "tls-verify")]
    [InlineData("pwritev() \"/t/1\" failed (28: No space left on device) while reading upstream", "http://10.0.0.1:80/x", "disk-full")]
    [InlineData("no live upstreams while connecting to upstream", "http://backend/x", "upstream-down")]
    [InlineData("api.example could not be resolved (3: Host not found)", null, "dns-failure")]
    [InlineData("no resolver defined to resolve api.example", null, "resolver-missing")]
    [InlineData("1024 worker_connections are not enough while connecting to upstream", "http://10.0.0.1:80/x", "worker-connections")]
    public void Points_from_a_line_of_nginx_to_its_likeliest_cause(string message, string? upstream, string cause) =>
        Assert.Equal(cause, CausePointing.Rank(Errors(Error(message, upstream)))[0].Cause);

    [Fact]
    public void Splits_its_belief_where_a_line_fits_several_causes()
    {
        var causes = CausePointing.Rank(Errors(Closed()));
        Assert.Equal(["upstream-reset", "upstream-crash", "app-timeout-kill", "keepalive-race"], causes.Take(4).Select(c => c.Cause));
        Assert.InRange(causes[0].Confidence, 0.2, 0.4);
        Assert.InRange(causes.Sum(c => c.Confidence), 0.7, 1);
    }

    [Theory]
    [InlineData("gunicorn", "gunicorn-timeout", "app-timeout-kill")]
    [InlineData("uwsgi", "uwsgi-harakiri", "app-timeout-kill")]
    [InlineData("php-fpm", "fpm-terminated", "app-timeout-kill")]
    [InlineData("kernel", "kernel-oom", "oom-killed")]
    [InlineData("systemd", "unit-oom", "oom-killed")]
    [InlineData("kernel", "kernel-segfault", "upstream-crash")]
    [InlineData("node", "node-uncaught", "upstream-crash")]
    [InlineData("uwsgi", "uwsgi-block-size", "protocol-mismatch", "size=21573")]
    public void Lets_another_witness_decide_why_a_connection_closed(string program, string signature, string cause, string? field = null)
    {
        var causes = CausePointing.Rank(Errors(Closed()) with { Witnesses = [Witness(program, signature, Noon, field)] });
        Assert.Equal(cause, causes[0].Cause);
        Assert.InRange(causes[0].Confidence, 0.6, 0.93);
        Assert.Equal(["witness:1", "error.log:1"], causes[0].Quotes.Select(q => q.Source));
        Assert.Contains("At that time, too: ", causes[0].Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_take_the_kill_after_a_time_limit_for_want_of_memory()
    {
        var picture = Errors(Closed()) with { Witnesses = [Witness("gunicorn", "gunicorn-timeout", Noon), Witness("gunicorn", "gunicorn-sigkill", Noon)] };
        var causes = CausePointing.Rank(picture);
        Assert.Equal("app-timeout-kill", causes[0].Cause);
        Assert.DoesNotContain(causes, c => c.Cause == "oom-killed" && c.Confidence > 0.1);
    }

    [Fact]
    public void Does_not_take_a_witness_of_another_day()
    {
        var causes = CausePointing.Rank(Errors(Closed()) with { Witnesses = [Witness("kernel", "kernel-segfault", Noon.AddDays(-1))] });
        Assert.DoesNotContain("At that time, too", causes.First(c => c.Cause == "upstream-reset").Because, StringComparison.Ordinal);
        Assert.InRange(causes.First(c => c.Cause == "upstream-reset").Confidence, 0.2, 0.4);
    }

    [Fact]
    public void Takes_no_live_upstreams_for_the_echo_of_what_failed_before()
    {
        var causes = CausePointing.Rank(Errors(
            Error("upstream timed out (110: Connection timed out) while reading response header from upstream", "http://10.0.0.1:80/x") + Error("no live upstreams while connecting to upstream", "http://backend/x")));
        Assert.Equal(["slow-upstream"], causes.Where(c => c.Confidence > 0.1).Select(c => c.Cause));
    }

    [Fact]
    public void Holds_several_causes_for_several_failures()
    {
        var causes = CausePointing.Rank(Errors(
            Error("upstream sent too big header while reading response header from upstream", "http://10.0.0.1:80/x") + Error("api.example could not be resolved (3: Host not found)", null)));
        Assert.Equal(["dns-failure", "header-too-big"], causes.Where(c => c.Confidence > 0.8).Select(c => c.Cause).Order());
    }

    [Fact]
    public void Points_to_nothing_where_nothing_points() =>
        Assert.Empty(CausePointing.Rank(Errors("2026/10/03 12:00:00 [notice] 7#7: signal process started\n") with { Witnesses = [Witness("uwsgi", "other", Noon)] }));

    [Fact]
    public void Takes_an_upstreams_own_502_from_the_access_log_even_beside_other_errors()
    {
        var reason = new ReasonPicture
        {
            Reason = new FailureReason("upstream-returned-502", "502", ""),
            Count = 12,
            CountsRequests = true,
            First = Noon,
            Last = Noon,
            Times = TimeSeries.Empty,
            Rhythm = new Rhythm("steady", []),
            Peers = [new Counted("10.0.0.7:80", 12)],
        };
        var cause = CausePointing.Rank(Errors(Closed()) with { Reasons = [reason] })[0];
        Assert.Equal(("upstream-returned-502", "10.0.0.7:80 itself answered 502 12 times: it is a gateway that fails, or says so on purpose; nginx only passes it on."), (cause.Cause, cause.Because));
    }

    [Fact]
    public void Promises_little_where_only_a_status_is_known()
    {
        var causes = CausePointing.Rank(new LogPicture { Statuses = [new StatusPicture(502, 13, Noon, Noon, TimeSeries.Empty), new StatusPicture(200, 1000, Noon, Noon, TimeSeries.Empty)] });
        Assert.InRange(causes[0].Confidence, 0.1, 0.35);
    }

    [Fact]
    public void Knows_only_signatures_and_causes_that_there_are()
    {
        Assert.All(PointingTable.All, row => Assert.True(
            SignatureCatalog.Find(row.Signature) is not null || WitnessCatalog.Find(row.Signature) is not null || row.Signature.StartsWith("status-", StringComparison.Ordinal) || ReasonSigns.All.Contains(row),
            row.Signature));
        Assert.All(PointingTable.All.SelectMany(r => r.Guesses), g => Assert.Contains(g.Cause, Codes));
        Assert.All(Codes.Except(["config-stale"]), code => Assert.Contains(PointingTable.All, r => r.Guesses.Any(g => g.Cause == code)));
        Assert.All(PointingTable.All.Where(r => WitnessCatalog.Find(r.Signature) is not null && SignatureCatalog.Find(r.Signature) is null), row =>
        {
            var forms = WitnessCatalog.Find(row.Signature)!.Signature.Forms;
            Assert.All(Hole().Matches(row.Says).Select(m => m.Groups[1].Value).Except(["times", "unit", "peer"]), name => Assert.Contains(forms, f => f.Contains("{" + name + "}", StringComparison.Ordinal)));
        });
    }

    // The codes of CAUSES.md.
    private static readonly ImmutableArray<string> Codes =
    [
        "upstream-down", "crash-loop", "oom-killed", "wrong-port", "bind-mismatch", "localhost-ipv6", "socket-missing", "socket-permission", "selinux-denied", "apparmor-denied",
        "firewall-blocked", "host-unreachable", "container-loopback", "container-unpublished", "container-address-stale", "container-network", "dns-failure", "dns-stale",
        "resolver-missing", "connect-timeout", "php-fpm-saturated", "backlog-overflow", "fd-limit", "worker-connections", "ephemeral-ports", "conntrack-full", "upstream-fd-limit",
        "disk-full", "memory-pressure", "slow-upstream", "app-timeout-kill", "keepalive-race", "header-too-big", "protocol-mismatch", "tls-handshake", "tls-verify",
        "invalid-response", "upstream-crash", "upstream-returned-502", "upstream-reset", "nginx-down", "config-invalid", "config-stale", "peer-state-cached",
    ];

    private static string Closed() => Error("upstream prematurely closed connection while reading response header from upstream", "http://127.0.0.1:3000/x");

    private static string Error(string message, string? upstream) =>
        $"2026/10/03 12:00:00 [error] 7#7: *1 {message}{Client}{(upstream is null ? "" : $", upstream: \"{upstream}\"")}, host: \"a\"\n";

    private static LogPicture Errors(string text)
    {
        var summary = LogTail.ReadErrors(new MemoryStream(Encoding.Latin1.GetBytes(text)), new LogReading { Name = "error.log", Zone = TimeZoneInfo.Utc });
        return new LogPicture { Errors = [.. summary.Errors.Select(g => new ErrorPicture(g, TimeSeries.Empty, new Rhythm("once", [])))] };
    }

    private static WitnessGroup Witness(string program, string signature, DateTimeOffset time, string? field = null)
    {
        var fields = field?.Split('=') is [var name, var value] ? ImmutableSortedDictionary<string, string>.Empty.Add(name, value) : ImmutableSortedDictionary<string, string>.Empty;
        var witness = new WitnessEvent { Program = program, Signature = signature, Time = time, Message = "", Fields = fields, Source = "witness:1", Line = "said so" };
        return new WitnessGroup { Program = program, Signature = signature, Count = 1, First = time, Last = time, Samples = [witness] };
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Hole();
}
