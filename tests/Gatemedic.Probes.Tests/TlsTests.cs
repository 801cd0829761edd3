using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>TLS as nginx offers it, and peers that turn it down.</summary>
public sealed class TlsTests
{
    private static readonly X509Certificate2 Certificate = SelfSigned();

    [Theory]
    [InlineData(null, "")]
    [InlineData("api.example.org", "api.example.org")]
    [InlineData("127.0.0.1", "")]
    public async Task Sends_the_server_name_only_when_nginx_would(string? configured, string sent)
    {
        string? seen = null;
        using var server = Secured((_, hello) => seen = hello.ServerName);

        var result = await Asking.ProbeAsync(server.Address, Protocol.Https, new ProbeRequest("api.example.org", "/", configured));

        Assert.Equal((ProbeOutcome.Answered, 204, sent), (result.Outcome, result.Status, seen));
    }

    [Fact]
    public async Task No_server_name_extension_is_on_the_wire_when_none_is_configured()
    {
        var without = await HelloAsync(new ProbeRequest("hidden.example.org"));
        var with = await HelloAsync(new ProbeRequest("hidden.example.org", "/", "shown.example.org"));

        Assert.Equal((0x16, false, true), (without[0], without.AsSpan().IndexOf("example.org"u8) >= 0, with.AsSpan().IndexOf("shown.example.org"u8) >= 0));
    }

    [Fact]
    public async Task Waits_for_a_handshake_that_goes_on()
    {
        // Each of the two waits is shorter than the peer's time, both together are longer.
        using var server = Secured((_, _) => { }, pause: TimeSpan.FromSeconds(1.8));

        var result = await Asking.IdentifyAsync(server.Address, Protocol.FastCgi);

        Assert.Equal("https", result.Spoken);
    }

    [Fact]
    public async Task Says_which_alert_turned_the_handshake_down()
    {
        using var server = RawServer.Answering(new byte[] { 0x15, 3, 3, 0, 2, 2, 40 });

        var result = await Asking.ProbeAsync(server.Address, Protocol.Https);

        Assert.Equal(
            (ProbeOutcome.TlsFailed, ProbeStage.Tls, "tls: sslv3 alert handshake failure (SSL alert number 40)", "tls"),
            (result.Outcome, result.Stage, result.Text, result.Spoken));
    }

    [Fact]
    public async Task Something_else_inside_TLS_is_named()
    {
        using var server = Secured((_, _) => { }, answer: "-ERR unknown command\r\n");

        var result = await Asking.ProbeAsync(server.Address, Protocol.Https);

        Assert.Equal((ProbeOutcome.OtherProtocol, ProbeStage.Header, "redis"), (result.Outcome, result.Stage, result.Spoken));
    }

    [Fact]
    public async Task A_peer_that_closes_inside_TLS_still_speaks_TLS()
    {
        using var server = Secured((_, _) => { }, answer: "");

        var result = await Asking.ProbeAsync(server.Address, Protocol.Https);

        Assert.Equal((ProbeOutcome.ClosedEarly, ProbeStage.Header, "tls"), (result.Outcome, result.Stage, result.Spoken));
    }

    [Fact]
    public async Task Http_1_inside_TLS_is_https_to_a_peer_that_should_speak_gRPC()
    {
        using var server = Secured((_, _) => { }, answer: "HTTP/1.1 400 Bad Request\r\n\r\n");

        var result = await Asking.ProbeAsync(server.Address, Protocol.Grpcs);

        Assert.Equal((ProbeOutcome.OtherProtocol, "https"), (result.Outcome, result.Spoken));
    }

    [Theory]
    [InlineData(0x16)]
    [InlineData(0x17)]
    public async Task Endless_TLS_records_end_the_handshake(byte type)
    {
        using var server = RawServer.OnTcp(async (stream, cancellation) =>
        {
            // A handshake message that announces 16 MB, in records of the largest size.
            var record = new byte[5 + 16384];
            new byte[] { type, 3, 3, 0x40, 0, 2, 0xff, 0xff, 0xff }.CopyTo(record, 0);
            while (true)
            {
                await stream.WriteAsync(record, cancellation);
            }
        });

        var result = await Asking.ProbeAsync(server.Address, Protocol.Https);

        Assert.Equal((ProbeOutcome.TlsFailed, ProbeStage.Tls), (result.Outcome, result.Stage));
    }

    /// <summary>The first bytes that a peer is sent.</summary>
    private static async Task<byte[]> HelloAsync(ProbeRequest request)
    {
        var first = new TaskCompletionSource<byte[]>();
        using var server = RawServer.OnTcp(async (stream, cancellation) =>
        {
            var hello = new byte[4096];
            first.TrySetResult(hello[..await stream.ReadAsync(hello, cancellation)]);
        });
        _ = await Asking.ProbeAsync(server.Address, Protocol.Https, request);
        return await first.Task;
    }

    /// <param name="onHello">Takes the ClientHello.</param>
    /// <param name="answer">What is said to a request.</param>
    /// <param name="pause">How long it waits before each of its turns.</param>
    private static RawServer Secured(
        Action<SslStream, SslClientHelloInfo> onHello, string answer = "HTTP/1.1 204 No Content\r\n\r\n", TimeSpan pause = default) =>
        RawServer.OnTcp(async (stream, cancellation) =>
        {
            await using var secured = new SslStream(stream, leaveInnerStreamOpen: true);
            await secured.AuthenticateAsServerAsync(
                async (ssl, hello, _, _) =>
                {
                    onHello(ssl, hello);
                    await Task.Delay(pause, cancellation);
                    return new SslServerAuthenticationOptions { ServerCertificate = Certificate, EnabledSslProtocols = SslProtocols.None };
                },
                null,
                cancellation);
            _ = await secured.ReadAsync(new byte[4096], cancellation);
            await Task.Delay(pause, cancellation);
            await secured.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), cancellation);
            await secured.ShutdownAsync();
        });

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
