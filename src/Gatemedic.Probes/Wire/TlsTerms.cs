using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gatemedic.Probes;

/// <summary>How a TLS handshake is offered.</summary>
/// <param name="ServerName">SNI; null = none is sent.</param>
/// <param name="Http2">Offer h2 by ALPN, as grpcs does.</param>
/// <param name="Versions">As *_ssl_protocols has them; null = those of this machine's library.</param>
internal sealed record TlsTerms(string? ServerName, bool Http2, string? Versions = null)
{
    /// <summary>Takes any certificate; the chain is built from what the peer sends, so that nothing is downloaded.</summary>
    public SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = ServerName ?? "",
        EnabledSslProtocols = Versions is null ? SslProtocols.None : TlsVersions.Usable(Versions),
        ApplicationProtocols = Http2 ? [SslApplicationProtocol.Http2] : null,
#pragma warning disable CA5359 // Whether the certificate is right is asked elsewhere; here only whether the peer answers.
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.AllFlags,
            DisableCertificateDownloads = true,
        },
    };
}
