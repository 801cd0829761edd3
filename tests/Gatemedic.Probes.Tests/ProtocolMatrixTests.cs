using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>What is expected, asked of every kind of server.</summary>
public sealed class ProtocolMatrixTests(RealServers servers) : IClassFixture<RealServers>
{
    /// <summary>Server; then for http, https, fastcgi, uwsgi and grpc: the outcome, and what is found to be spoken.</summary>
    [Theory]
    [InlineData("nginx", "Answered", "TlsFailed http", "OtherProtocol http", "Answered http", "OtherProtocol http")]
    [InlineData("nginx tls", "Answered tls", "Answered", "OtherProtocol tls", "Answered tls", "OtherProtocol tls")]
    [InlineData("gunicorn", "Answered", "TimedOut http", "TimedOut http", "TimedOut http", "OtherProtocol http")]
    [InlineData("node http", "Answered", "TlsFailed http", "OtherProtocol http", "Answered http", "OtherProtocol http")]
    [InlineData("node https", "Broken https", "Answered", "Broken https", "Broken https", "Broken https")]
    [InlineData("node http2", "OtherProtocol http2", "TlsFailed http2", "OtherProtocol http2", "OtherProtocol http2", "Answered")]
    [InlineData("node http2 tls", "Broken https", "Answered", "Broken https", "Broken https", "Broken https")]
    [InlineData("php-fpm", "Broken fastcgi", "Broken fastcgi", "Answered", "Broken fastcgi", "Broken fastcgi")]
    [InlineData("php-fpm unix", "Broken fastcgi", "Broken fastcgi", "Answered", "Broken fastcgi", "Broken fastcgi")]
    [InlineData("uwsgi", "Broken uwsgi", "Broken uwsgi", "Broken uwsgi", "Answered", "Broken uwsgi")]
    [InlineData("uwsgi with large buffer", "TimedOut uwsgi", "Broken uwsgi", "Broken uwsgi", "Answered", "TimedOut uwsgi")]
    [InlineData("uwsgi http", "Answered", "TimedOut http", "TimedOut http", "TimedOut http", "OtherProtocol http")]
    public async Task Tells_what_a_server_speaks(string server, string http, string https, string fastCgi, string uwsgi, string grpc)
    {
        var found = new List<string>();
        string[] expected = [http, https, fastCgi, uwsgi, grpc];
        foreach (var (protocol, awaited) in new[] { Protocol.Http, Protocol.Https, Protocol.FastCgi, Protocol.Uwsgi, Protocol.Grpc }.Zip(expected))
        {
            // What a busy machine answers late is an answer; only a server that waits for more is not waited for.
            var silent = awaited.StartsWith("TimedOut", StringComparison.Ordinal);
            var result = await Asking.IdentifyAsync(servers[server], protocol, seconds: silent ? 1 : 30);

            // A server that closes shows as a close or as a reset, depending on whether it had read everything.
            var outcome = result.Outcome is ProbeOutcome.ClosedEarly or ProbeOutcome.Reset ? "Broken" : $"{result.Outcome}";
            found.Add($"{outcome} {result.Spoken}".TrimEnd());
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Speaks_gRPC_inside_TLS()
    {
        var result = await Asking.ProbeAsync(servers["node http2 tls"], Protocol.Grpcs);

        Assert.Equal((ProbeOutcome.Answered, ProbeStage.Done, null), (result.Outcome, result.Stage, result.Spoken));
    }

    [Fact]
    public async Task Says_what_php_complained_of()
    {
        var result = await Asking.ProbeAsync(servers["php-fpm"], Protocol.FastCgi);

        Assert.Equal((404, "answered 404, stderr: \"Primary script unknown\""), (result.Status, result.Text));
    }
}
