using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Reads a certificate, and judges it by nginx's rules.</summary>
/// <param name="offer">The name that is looked for, and how long a chain may be.</param>
/// <param name="anchors">What nginx trusts; null where it verifies by nothing.</param>
/// <param name="now">The time that counts.</param>
internal sealed class CertificateReader(TlsOffer offer, X509Certificate2Collection? anchors, DateTimeOffset now)
{
    private const int MostNames = 50;
    private const int MostChars = 200;

    /// <summary>A certificate with what came with it; null where that was not seen, so that nothing can be verified.</summary>
    public TlsCertificate Read(X509Certificate2 certificate, X509Certificate2Collection? chain)
    {
        string[] names = [.. DnsNames(certificate)];
        return new TlsCertificate
        {
            Subject = Clean(certificate.Subject),
            Issuer = Clean(certificate.Issuer),
            Names = [.. names.Take(MostNames).Select(Clean)],
            NotBefore = certificate.NotBefore,
            NotAfter = certificate.NotAfter,
            Chain = Math.Max(1, chain?.Count ?? 0),
            FitsName = names.Any(name => Fits(name, offer.Name)),
            VerifyError = anchors is null || chain is null ? null : Verify(certificate, chain, anchors),
        };
    }

    /// <summary>X509_check_host: the DNS names of the subjectAltName; the common name counts only where there are none. Addresses never do.</summary>
    private static IEnumerable<string> DnsNames(X509Certificate2 certificate)
    {
        string[] alternatives;
        try
        {
            alternatives = [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames())];
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            alternatives = [];
        }

        return alternatives.Length > 0 ? alternatives : [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
    }

    private static bool Fits(string pattern, string name) =>
        pattern.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (pattern.StartsWith("*.", StringComparison.Ordinal) && !IPAddress.TryParse(name, out _)
            && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && name[dot..].Equals(pattern[1..], StringComparison.OrdinalIgnoreCase));

    /// <summary>OpenSSL's number of the fault that X509_verify_cert finds, 0 for none.</summary>
    private int Verify(X509Certificate2 certificate, X509Certificate2Collection sent, X509Certificate2Collection trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.Build(certificate);

        var flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        var isAlone = chain.ChainElements.Count <= 1;
        var late = chain.ChainElements.Select(e => e.Certificate).FirstOrDefault(c => c.NotAfter.ToUniversalTime() < now.UtcDateTime);
        return flags switch
        {
            _ when flags.HasFlag(X509ChainStatusFlags.PartialChain) => isAlone ? 20 : 2,
            _ when flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) => isAlone ? 18 : 19,
            _ when flags.HasFlag(X509ChainStatusFlags.NotSignatureValid) => 7,
            _ when flags.HasFlag(X509ChainStatusFlags.NotTimeValid) => late is null ? 9 : 10,
            // Between the certificate and the root; OpenSSL counts neither.
            _ when chain.ChainElements.Count - 2 > offer.Depth => 22,
            X509ChainStatusFlags.NoError => 0,
            _ when flags.HasFlag(X509ChainStatusFlags.InvalidBasicConstraints) => 79,
            _ when flags.HasFlag(X509ChainStatusFlags.NotValidForUsage) => 26,
            _ => 1,
        };
    }

    private static string Clean(string text) => Printable.Of(System.Text.Encoding.UTF8.GetBytes(text), MostChars);
}
