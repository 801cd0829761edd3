using Gatemedic.Diagnosis;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>What recorded cases cannot say of protocol-mismatch: every pair of protocols, by probe and by log alone.</summary>
public sealed class ProtocolMismatchTests
{
    private const string Reading = "reading response header from upstream";

    [Theory]
    [InlineData("proxy_pass http://127.0.0.1:3000", "tls", "http-to-tls", "proxy_pass https://127.0.0.1:3000;")]
    [InlineData("proxy_pass https://127.0.0.1:3000", "http", "tls-to-http", "proxy_pass http://127.0.0.1:3000;")]
    [InlineData("proxy_pass http://127.0.0.1:3000/x", "fastcgi", "http-to-fastcgi", "fastcgi_pass 127.0.0.1:3000;")]
    [InlineData("proxy_pass http://127.0.0.1:3000", "uwsgi", "http-to-uwsgi", "uwsgi_pass 127.0.0.1:3000;")]
    [InlineData("fastcgi_pass 127.0.0.1:3000", "http", "fastcgi-to-http", "proxy_pass http://127.0.0.1:3000;")]
    [InlineData("uwsgi_pass 127.0.0.1:3000", "http", "uwsgi-to-http", "proxy_pass http://127.0.0.1:3000;")]
    [InlineData("scgi_pass 127.0.0.1:3000", "http", "scgi-to-http", "proxy_pass http://127.0.0.1:3000;")]
    [InlineData("grpc_pass 127.0.0.1:3000", "http", "grpc-to-http1", "proxy_pass http://127.0.0.1:3000;")]
    [InlineData("grpc_pass 127.0.0.1:3000", "https", "grpc-to-tls", "grpc_pass grpcs://127.0.0.1:3000;")]
    [InlineData("grpc_pass grpcs://127.0.0.1:3000", "http2", "tls-to-http2", "grpc_pass grpc://127.0.0.1:3000;")]
    [InlineData("proxy_pass http://127.0.0.1:3000", "redis", "http-to-raw", null)]
    public void What_the_probe_hears_decides(string pass, string spoken, string detail, string? repaired)
    {
        var diagnosis = Location(pass + ";").Listens(Peer).Probed(Peer, Fails(ProbeStage.Header, ProbeOutcome.OtherProtocol, "header: not that", spoken, "answered")).Diagnose();
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("protocol-mismatch", detail), (finding.Cause, finding.Detail));
        Assert.True(finding.Confidence > 0.9);
        if (repaired is null)
        {
            Assert.All(finding.Remedies, r => Assert.Empty(r.Edits));
        }
        else
        {
            Assert.Contains("            " + repaired + "\n", finding.Remedies[0].Edited(diagnosis.Scene), StringComparison.Ordinal);
        }
    }

    // The lines that nginx 1.22.1 wrote for these pairs.
    [Theory]
    [InlineData("https", "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)", "SSL handshaking to upstream", "tls-to-http")]
    [InlineData("fastcgi", "upstream sent unsupported FastCGI protocol version: 72", Reading, "fastcgi-to-http")]
    [InlineData("fastcgi", "upstream sent unsupported FastCGI protocol version: 60", Reading, "fastcgi-to-http")]
    [InlineData("fastcgi", "upstream sent unsupported FastCGI protocol version: 21", Reading, "fastcgi-to-tls")]
    [InlineData("fastcgi", "upstream sent unsupported FastCGI protocol version: 83", Reading, "fastcgi-to-raw")]
    [InlineData("grpc", "upstream sent too large http2 frame: 4740180", Reading, "grpc-to-http1")]
    [InlineData("grpc", "upstream sent too large http2 frame: 3940676", Reading, "grpc-to-http1")]
    [InlineData("grpc", "upstream sent too large http2 frame: 1377027", Reading, "grpc-to-tls")]
    [InlineData("memcached", "memcached sent invalid response: \"<!DOCTYPE HTML>\"", Reading, "memcached-to-http")]
    [InlineData("http", "upstream sent no valid HTTP/1.0 header", Reading, null)]
    public void A_log_alone_gives_it_away(string scheme, string message, string action, string? detail)
    {
        var finding = Staged.LogsOnly().Said(message, action, $"{scheme}://{Peer}").First();
        Assert.Equal(("protocol-mismatch", detail), (finding?.Cause, finding?.Detail));
    }

    [Theory]
    [InlineData("http", "upstream prematurely closed connection")]
    [InlineData("http", "recv() failed (104: Connection reset by peer)")]
    [InlineData("fastcgi", "upstream sent unsupported FastCGI protocol version: x")]
    [InlineData("grpc", "upstream sent too large http2 frame: 70000")]
    [InlineData("grpc", "upstream sent too large http2 frame: 99999999999999999999")]
    public void What_has_other_reasons_too_is_not_enough(string scheme, string message) =>
        Assert.DoesNotContain(Staged.LogsOnly().Said(message, Reading, $"{scheme}://{Peer}").Diagnose().Findings, f => f.Cause == "protocol-mismatch");

    [Fact]
    public void An_answer_in_the_right_protocol_refutes_what_the_log_says()
    {
        var diagnosis = Location($"fastcgi_pass {Peer};").App("php-fpm: pool www", Peer, Nginx.Protocol.FastCgi, startedMinutesAgo: 600)
            .Said("upstream sent unsupported FastCGI protocol version: 72", Reading, $"fastcgi://{Peer}").Diagnose();
        Assert.DoesNotContain(diagnosis.Findings, f => f.Cause == "protocol-mismatch");
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("198.51.100.7", false)]
    public void Gives_up_tls_by_itself_only_where_the_way_stays_on_this_host(string host, bool automatic)
    {
        var finding = Location($"proxy_pass https://{host}:8443;").Listens("127.0.0.1:8443")
            .Probed($"{host}:8443", Fails(ProbeStage.Tls, ProbeOutcome.TlsFailed, "tls: wrong version number", "http", "answered")).First()!;
        Assert.Equal(automatic, finding.Remedies[0].Automatic);
    }

    [Fact]
    public void Leaves_a_scheme_alone_that_other_servers_of_the_upstream_need()
    {
        var finding = Staged.Http("    upstream shop {\n        server 127.0.0.1:3000;\n        server 127.0.0.1:3001;\n    }\n    server {\n        listen 80;\n        location / {\n            proxy_pass http://shop;\n        }\n    }")
            .App("node a.js", Peer, Nginx.Protocol.Http).Listens("127.0.0.1:3001", 9)
            .Probed("127.0.0.1:3001", Answers(status: 400, spoken: "tls", because: "said so")).First()!;
        Assert.Equal(("protocol-mismatch", false), (finding.Cause, finding.Remedies[0].Automatic));
    }

    [Fact]
    public void Writes_out_the_port_that_the_scheme_no_longer_implies()
    {
        var diagnosis = Location("proxy_pass http://127.0.0.1/app;").Listens("127.0.0.1:80").Probed("127.0.0.1:80", Answers(status: 400, spoken: "tls", because: "said so")).Diagnose();
        Assert.Contains("proxy_pass https://127.0.0.1:80/app;", Assert.Single(diagnosis.Findings).Remedies[0].Edited(diagnosis.Scene), StringComparison.Ordinal);
    }
}
