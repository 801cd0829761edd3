using System.Globalization;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>What nginx minds in a certificate.</summary>
/// <param name="Detail">expired, not-yet-valid, untrusted, depth, name-mismatch.</param>
/// <param name="Title">End of a sentence that begins with the certificate.</param>
/// <param name="Explanation">One sentence.</param>
internal sealed record CertificateFault(string Detail, string Title, string Explanation)
{
    // X509_V_ERR_*, in the order in which nginx meets them.
    private static readonly Dictionary<int, (string Detail, string Title, string Explanation)> Known = new()
    {
        [10] = ("expired", "has expired", "Its time is over."),
        [9] = ("not-yet-valid", "is not valid yet", "Its time has not begun: either it was made for later, or the clock of this machine is wrong."),
        [18] = ("untrusted", "is self-signed, and not among the trusted ones", "It is signed by itself, and not in the file of trusted certificates."),
        [19] = ("untrusted", "has a root that is not trusted", "The chain ends at a root that is not in the file of trusted certificates."),
        [2] = ("untrusted", "has an issuer that is not trusted", "The chain leads to an issuer that is not in the file of trusted certificates."),
        [20] = ("untrusted", "has an issuer that is not trusted", "Its issuer is not in the file of trusted certificates, or the peer does not send the intermediate certificate."),
        [21] = ("untrusted", "comes without its issuer's certificate", "Its issuer is not in the file of trusted certificates, or the peer does not send the intermediate certificate."),
        [22] = ("depth", "has a longer chain than is allowed", "Between it and the root stand more intermediate certificates than are allowed."),
        [23] = ("revoked", "was revoked", "It is in the list of revoked certificates."),
        [62] = ("name-mismatch", "is for another name", "It is for another name."),
    };

    /// <summary>The fault of OpenSSL's number.</summary>
    public static CertificateFault OfNumber(string number, string text) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Known.TryGetValue(code, out var known)
            ? new CertificateFault(known.Detail, known.Title, known.Explanation)
            : new CertificateFault("untrusted", $"is not accepted ({text})", $"OpenSSL says: {text}.");

    /// <summary>What is wrong with a certificate that was seen; null when nothing is.</summary>
    public static CertificateFault? Of(TlsCertificate certificate, string name) =>
        certificate.VerifyError is { } error and not 0 ? OfNumber(error.ToString(CultureInfo.InvariantCulture), $"error {error}")
        : certificate is { VerifyError: 0, FitsName: false } ? Mismatch(name)
        : null;

    /// <summary>It is for another name.</summary>
    public static CertificateFault Mismatch(string name) => new("name-mismatch", $"is not for \"{name}\"", $"nginx looks for \"{name}\" in it and does not find it.");
}
