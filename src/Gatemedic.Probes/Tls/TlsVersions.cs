using System.Security.Authentication;

namespace Gatemedic.Probes;

/// <summary>TLS versions as on the wire and as nginx's *_ssl_protocols call them.</summary>
internal static class TlsVersions
{
    public const ushort Tls12 = 0x0303;
    public const ushort Tls13 = 0x0304;

    private static readonly (string Name, ushort Wire)[] Known = [("SSLv3", 0x0300), ("TLSv1", 0x0301), ("TLSv1.1", 0x0302), ("TLSv1.2", Tls12), ("TLSv1.3", Tls13)];

    /// <summary>Every version that may still be met.</summary>
    public static readonly ushort[] All = [0x0301, 0x0302, Tls12, Tls13];

    /// <summary>The versions of *_ssl_protocols; SSLv3, which no library of today builds, is left out.</summary>
    public static ushort[] Read(string protocols) =>
        [.. protocols.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Known.FirstOrDefault(k => k.Name == word).Wire).Where(wire => wire > 0x0300).Distinct()];

    /// <summary>Those of *_ssl_protocols that the libraries of today take by default; all of them where it has none of these.</summary>
    public static SslProtocols Usable(string protocols)
    {
        var versions = Read(protocols);
        return (versions.Contains(Tls12) ? SslProtocols.Tls12 : SslProtocols.None) | (versions.Contains(Tls13) ? SslProtocols.Tls13 : SslProtocols.None);
    }

    /// <summary>"TLSv1.2".</summary>
    public static string Name(ushort wire) => Known.FirstOrDefault(k => k.Wire == wire).Name ?? $"version 0x{wire:x4}";
}
