using System.Text;
using System.Text.RegularExpressions;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads certificate files of an nginx configuration: the certificates alone, never a key that stands beside them.</summary>
public static partial class CertificateFile
{
    private const int Limit = 4 * 1024 * 1024;

    /// <summary>The certificates in PEM, one after the other.</summary>
    /// <param name="root">Root of nginx's file system as we reach it.</param>
    /// <param name="path">Absolute path as nginx knows it.</param>
    public static Section<string> Read(string root, string path)
    {
        var what = $"certificates in {path}";
        var bytes = BoundedFile.Read(RootedPath.Resolve(root, path), Limit, out var errno, out var error);
        return bytes is null
            ? Section.Blind<string>(what, error ?? "it cannot be read", errno == Errno.Access ? "run as root" : "")
            : Section.Seen(string.Join('\n', Certificate().Matches(Encoding.ASCII.GetString(bytes)).Select(m => m.Value)));
    }

    // OpenSSL takes TRUSTED CERTIFICATE too, which holds more than a certificate and is seldom met.
    [GeneratedRegex("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----", RegexOptions.CultureInvariant)]
    private static partial Regex Certificate();
}
