namespace Gatemedic.Probes;

/// <summary>Cipher suites that are offered to peers, with the names that OpenSSL and so *_ssl_ciphers have for them.</summary>
internal static class TlsCiphers
{
    private static readonly (ushort Number, string Name)[] Modern =
    [
        (0x1301, "TLS_AES_128_GCM_SHA256"), (0x1302, "TLS_AES_256_GCM_SHA384"), (0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
    ];

    private static readonly (ushort Number, string Name)[] Classic =
    [
        (0xc02c, "ECDHE-ECDSA-AES256-GCM-SHA384"), (0xc030, "ECDHE-RSA-AES256-GCM-SHA384"), (0xc02b, "ECDHE-ECDSA-AES128-GCM-SHA256"),
        (0xc02f, "ECDHE-RSA-AES128-GCM-SHA256"), (0xcca9, "ECDHE-ECDSA-CHACHA20-POLY1305"), (0xcca8, "ECDHE-RSA-CHACHA20-POLY1305"),
        (0x009f, "DHE-RSA-AES256-GCM-SHA384"), (0x009e, "DHE-RSA-AES128-GCM-SHA256"), (0xccaa, "DHE-RSA-CHACHA20-POLY1305"),
        (0xc024, "ECDHE-ECDSA-AES256-SHA384"), (0xc028, "ECDHE-RSA-AES256-SHA384"), (0xc023, "ECDHE-ECDSA-AES128-SHA256"),
        (0xc027, "ECDHE-RSA-AES128-SHA256"), (0xc00a, "ECDHE-ECDSA-AES256-SHA"), (0xc014, "ECDHE-RSA-AES256-SHA"),
        (0xc009, "ECDHE-ECDSA-AES128-SHA"), (0xc013, "ECDHE-RSA-AES128-SHA"), (0x006b, "DHE-RSA-AES256-SHA256"), (0x0067, "DHE-RSA-AES128-SHA256"),
        (0x0039, "DHE-RSA-AES256-SHA"), (0x0033, "DHE-RSA-AES128-SHA"), (0x009d, "AES256-GCM-SHA384"), (0x009c, "AES128-GCM-SHA256"),
        (0x003d, "AES256-SHA256"), (0x003c, "AES128-SHA256"), (0x0035, "AES256-SHA"), (0x002f, "AES128-SHA"), (0x0084, "CAMELLIA256-SHA"),
        (0x0041, "CAMELLIA128-SHA"), (0xc012, "ECDHE-RSA-DES-CBC3-SHA"), (0x0016, "DHE-RSA-DES-CBC3-SHA"), (0x000a, "DES-CBC3-SHA"),
        (0x0005, "RC4-SHA"), (0x0004, "RC4-MD5"),
    ];

    /// <summary>The suites for these versions, and the signal that a client which cannot renegotiate sends.</summary>
    public static IEnumerable<ushort> Offered(IEnumerable<ushort> versions) =>
    [
        .. versions.Contains(TlsVersions.Tls13) ? Modern.Select(c => c.Number) : [],
        .. versions.Any(v => v <= TlsVersions.Tls12) ? Classic.Select(c => c.Number) : [],
        0x00ff,
    ];

    /// <summary>OpenSSL's name of a suite.</summary>
    public static string Name(ushort number) => Modern.Concat(Classic).FirstOrDefault(c => c.Number == number).Name ?? $"0x{number:x4}";
}
