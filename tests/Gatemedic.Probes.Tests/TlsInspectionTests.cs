using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes.Tests;

/// <summary>How a peer agrees on TLS, and what nginx's rules make of its certificate.</summary>
public sealed class TlsInspectionTests
{
    private static readonly X509Certificate2 Authority = Issue("CN=Shop Root", null);
    private static readonly X509Certificate2 Leaf = Issue("CN=shop.example", Authority, "shop.example", "*.api.shop.example");

    [Fact]
    public async Task A_certificate_of_a_trusted_authority_verifies_and_fits_its_name()
    {
        using var server = Secured(Leaf);

        var facts = await InspectAsync(server.Address, new TlsOffer("shop.example", true, "TLSv1.2 TLSv1.3", Trusted: "/ca.pem"));

        Assert.Equal(
            (true, "TLSv1.3", 0, true, false, (string?)null),
            (facts.AsNginx.Agrees, facts.AsNginx.Version, facts.Certificate?.VerifyError, facts.Certificate?.FitsName, facts.WantsClientCertificate, facts.Refusal));
    }

    [Theory]
    [InlineData("other.example", false)]
    [InlineData("v1.api.shop.example", true)]
    [InlineData("a.v1.api.shop.example", false)]
    [InlineData("127.0.0.1", false)]
    public async Task Names_fit_as_they_do_for_nginx(string name, bool fits)
    {
        using var server = Secured(Leaf);

        var facts = await InspectAsync(server.Address, new TlsOffer(name, false, "TLSv1.2", Trusted: "/ca.pem"));

        Assert.Equal(fits, facts.Certificate?.FitsName);
    }

    [Theory]
    [InlineData("self-signed", 18)]
    [InlineData("expired", 10)]
    [InlineData("not yet", 9)]
    [InlineData("unknown issuer", 20)]
    public async Task The_fault_of_a_certificate_has_the_number_that_OpenSSL_gives_it(string fault, int number)
    {
        var now = DateTimeOffset.UtcNow;
        var certificate = fault switch
        {
            "self-signed" => Issue("CN=shop.example", null),
            "expired" => Issue("CN=shop.example", Authority, from: now.AddDays(-9), to: now.AddDays(-1)),
            "not yet" => Issue("CN=shop.example", Authority, from: now.AddDays(1), to: now.AddDays(2)),
            _ => Issue("CN=shop.example", Issue("CN=Other Root", null)),
        };
        using var server = Secured(certificate);

        var facts = await InspectAsync(server.Address, new TlsOffer("shop.example", true, "TLSv1.2", Trusted: "/ca.pem"));

        Assert.Equal(number, facts.Certificate?.VerifyError);
    }

    [Fact]
    public async Task A_peer_that_wants_a_client_certificate_is_noticed()
    {
        using var server = Secured(Leaf, wantsCertificate: true);

        var facts = await InspectAsync(server.Address, new TlsOffer("shop.example", true, "TLSv1.2"));

        Assert.Equal((true, true), (facts.AsNginx.Agrees, facts.WantsClientCertificate));
    }

    [Fact]
    public async Task A_peer_that_only_takes_a_newer_version_says_so()
    {
        using var server = Secured(Leaf, versions: SslProtocols.Tls13);

        var facts = await InspectAsync(server.Address, new TlsOffer("shop.example", true, "TLSv1 TLSv1.1 TLSv1.2"));

        Assert.Equal((false, 70, "TLSv1.3", "TLS_AES_128_GCM_SHA256"), (facts.AsNginx.Agrees, facts.AsNginx.Alert, facts.Widest?.Version, facts.Widest?.Cipher?.Replace("256_GCM_SHA384", "128_GCM_SHA256", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_peer_that_wants_a_name_takes_it()
    {
        using var server = RawServer.OnTcp(async (stream, cancellation) =>
        {
            var hello = new byte[4096];
            var count = await stream.ReadAsync(hello, cancellation);
            await stream.WriteAsync(hello.AsSpan(0, count).IndexOf("shop.example"u8) >= 0 ? Chosen : new byte[] { 0x15, 3, 3, 0, 2, 2, 112 }, cancellation);
        });

        var facts = await InspectAsync(server.Address, new TlsOffer("shop.example", false, "TLSv1.2"));

        Assert.Equal(
            (new TlsAttempt(false, null, null, 112, "alert 112 (unrecognized_name)"), new TlsAttempt(true, "TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256", null, "chose TLSv1.2 and ECDHE-RSA-AES128-GCM-SHA256")),
            (facts.AsNginx, facts.WithName));
    }

    [Fact]
    public void Any_bytes_can_be_read_as_an_answer()
    {
        var random = new Random(7);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var bytes = Chosen[..random.Next(Chosen.Length + 1)];
            if (bytes.Length > 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            _ = ServerHello.Read(bytes);
        }
    }

    /// <summary>A ServerHello of TLS 1.2 with an empty session id.</summary>
    private static byte[] Chosen => [0x16, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3, .. new byte[32], 0, 0xc0, 0x2f, 0];

    private static async Task<TlsFacts> InspectAsync(PeerAddress address, TlsOffer offer)
    {
        var witness = new TlsWitness(TimeProvider.System, new ProbeSettings(), (_, _) => Section.Seen(Authority.ExportCertificatePem()));
        var answers = await witness.AnswerAsync(Asking.Nothing with { Clock = new SceneClock(DateTimeOffset.UtcNow, null) }, [new InspectTls(address, offer)], default);
        return ((TlsAnswer)answers.Single()).Result.Seen!;
    }

    private static RawServer Secured(X509Certificate2 certificate, bool wantsCertificate = false, SslProtocols versions = SslProtocols.None) =>
        RawServer.OnTcp(async (stream, cancellation) =>
        {
            await using var secured = new SslStream(stream, leaveInnerStreamOpen: true);
            await secured.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = wantsCertificate, EnabledSslProtocols = versions, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is null },
                cancellation);
        });

    private static X509Certificate2 Issue(string subject, X509Certificate2? issuer, params string[] names) =>
        Issue(subject, issuer, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), names);

    private static X509Certificate2 Issue(string subject, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset to, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            Array.ForEach(names, alternatives.AddDnsName);
            request.CertificateExtensions.Add(alternatives.Build());
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(subject.Contains("Root", StringComparison.Ordinal), false, 0, true));
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        // An issuer signs within its own time only; the test wants the certificate's time, not the issuer's.
        using var made = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!), from, to, RandomNumberGenerator.GetBytes(8));
        return made.CopyWithPrivateKey(key);
    }
}
