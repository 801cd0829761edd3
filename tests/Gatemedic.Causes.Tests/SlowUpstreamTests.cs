using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>What recorded cases cannot say of slow-upstream: which directive fired, and what is no slowness.</summary>
public sealed class SlowUpstreamTests
{
    private const string Line = "upstream timed out (110: Connection timed out)";
    private const string Reading = "reading response header from upstream";

    [Theory]
    [InlineData("proxy_read_timeout 5s; proxy_pass http://127.0.0.1:3000;", "http", Reading, "proxy_read_timeout 10s;")]
    [InlineData("proxy_pass http://127.0.0.1:3000;", "http", "sending request to upstream", "proxy_send_timeout 120s;")]
    [InlineData("proxy_read_timeout 5s; fastcgi_pass 127.0.0.1:3000;", "fastcgi", Reading, "fastcgi_read_timeout 120s;")]
    [InlineData("grpc_read_timeout 1m30s; grpc_pass 127.0.0.1:3000;", "grpc", Reading, "grpc_read_timeout 180s;")]
    public void Raises_only_the_directive_that_fired(string statements, string scheme, string action, string expected)
    {
        var diagnosis = Location(statements, "/report").Listens(Peer).Probed(Peer, Answers()).Said(Line, action, $"{scheme}://{Peer}", "/report").Diagnose();
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal("slow-upstream", finding.Cause);
        var raise = finding.Remedies.Single(r => r.Id == "wait-longer");
        Assert.Contains(expected, raise.Edited(diagnosis.Scene), StringComparison.Ordinal);
        Assert.False(raise.Automatic);
        Assert.Contains("/report", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Raises_it_alone_where_the_answer_was_measured()
    {
        var diagnosis = Location($"proxy_read_timeout 1s; proxy_pass http://{Peer};").Listens(Peer).Probed(Peer, Answers(ms: 1600)).Said(Line, Reading, $"http://{Peer}/").Diagnose();
        var first = Assert.Single(diagnosis.Findings).Remedies[0];
        Assert.True(first.Automatic);
        Assert.Contains("proxy_read_timeout 4s;", first.Edited(diagnosis.Scene), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connecting to upstream", "http")]
    [InlineData("SSL handshaking to upstream", "https")]
    public void A_time_out_before_the_request_is_none_of_it(string action, string scheme) =>
        Assert.DoesNotContain(Staged.LogsOnly().Said(Line, action, $"{scheme}://{Peer}/").Diagnose().Findings, f => f.Cause == "slow-upstream");

    [Fact]
    public void Silence_of_a_peer_that_speaks_another_protocol_is_none_of_it()
    {
        var diagnosis = Location($"scgi_pass {Peer};").App("node shop.js", Peer, Nginx.Protocol.Http)
            .Probed(Peer, Silent("http", "answered a plain HTTP request with HTTP status 200")).Said(Line, Reading, $"scgi://{Peer}").Diagnose();
        Assert.Equal(["protocol-mismatch"], diagnosis.Findings.Select(f => f.Cause));
        Assert.Contains(diagnosis.Findings[0].RuledOut, r => r.Cause == "slow-upstream");
    }

    [Theory]
    [InlineData("2s", "slow-upstream", Health.Degraded, null)]
    [InlineData("10s", null, Health.Healthy, null)]
    [InlineData("10s", null, Health.Healthy, "http")]
    public void Silence_counts_only_when_it_outlasts_nginxs_own_patience(string patience, string? cause, Health health, string? spoken)
    {
        var diagnosis = Location($"proxy_read_timeout {patience}; proxy_pass http://{Peer};").App("node shop.js", Peer, Nginx.Protocol.Http).Probed(Peer, Silent(spoken)).Diagnose();
        Assert.Equal((cause, health), (diagnosis.Findings.FirstOrDefault()?.Cause, diagnosis.Health));
    }

    [Fact]
    public void What_takes_no_connection_any_more_is_down_and_was_slow()
    {
        var diagnosis = Location($"proxy_read_timeout 1s; proxy_pass http://{Peer};").Said(Line, Reading, $"http://{Peer}/").ConnectFailed($"http://{Peer}/", minutesAgo: 1)
            .Access(504).Access(502, minutesAgo: 1).StartedMinutesAgo(10).Diagnose();
        Assert.Equal([("upstream-down", "exited")], diagnosis.Findings.Select(f => (f.Cause, f.Detail)));
    }

    [Theory]
    [InlineData(200, Health.Healthy)]
    [InlineData(499, Health.Failing)]
    public void What_answers_nginx_and_turns_only_the_probe_away_is_well(int status, Health health)
    {
        var diagnosis = Location($"proxy_pass http://{Peer};", "/api").App("node shop.js", Peer, Nginx.Protocol.Http)
            .Probed(Peer, Fails(ProbeStage.Header, ProbeOutcome.ClosedEarly, "header: the peer closed the connection", null, null)).Access(status, "/api").Diagnose();
        Assert.Equal((0, health), (diagnosis.Findings.Length, diagnosis.Health));
    }

    [Fact]
    public void Lets_a_stopped_process_go_on()
    {
        var scene = Location($"proxy_pass http://{Peer};").App("node shop.js", Peer, Nginx.Protocol.Http).Probed(Peer, Silent()).Scene();
        scene = scene with { Processes = Section.Seen<ImmutableArray<HostProcess>>([.. scene.Processes.Seen.Select(p => p with { State = 'T' })]) };
        var finding = Assert.Single(new DiagnosisEngine(CauseCatalog.All).Conclude(scene).Findings);
        Assert.Equal("node (pid 4711) behind 127.0.0.1:3000 is stopped and answers nothing", finding.Title);
        Assert.Equal("kill -CONT 4711", Assert.Single(finding.Remedies[0].Commands));
        Assert.True(finding.Remedies[0].Automatic);
    }

    [Fact]
    public void Is_named_from_a_log_alone() =>
        Assert.Equal(("slow-upstream", true), Staged.LogsOnly().Said(Line, Reading, "http://[::1]:8080/export", "/export").First() is { } f ? (f.Cause, f.Confidence > 0.9) : default);

    [Fact]
    public void What_has_been_answered_since_is_over()
    {
        var diagnosis = Location($"proxy_pass http://{Peer};").App("node shop.js", Peer, Nginx.Protocol.Http, startedMinutesAgo: 1).Said(Line, Reading, $"http://{Peer}/", minutesAgo: 10).Diagnose();
        Assert.Empty(diagnosis.Findings);
    }
}
