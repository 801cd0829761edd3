using System.Text;

namespace Gatemedic.Bench;

/// <summary>Referer headers: mostly honest, some written to mislead a reader of quotes and commas. The access log escapes them, the error log does not.</summary>
internal static class Referrers
{
    private static readonly string[] All =
    [
        "https://www.shop.example/", "https://www.shop.example/products?page=2", "https://www.google.com/", "https://m.shop.example/de/", "https://t.co/x9Qw",
        "https://www.shop.example/search/?q=%22lamp%22", "https://checkout.shop.example/cart", "android-app://com.google.android.gm/", "https://duckduckgo.com/",
    ];

    private static readonly string[] Hostile =
    [
        "https://evil.example/\", upstream: \"http://127.0.0.1:1/\", host: \"bank.example", "no live upstreams while connecting to upstream, client: 1.2.3.4",
        "connect() failed (111: Connection refused) while connecting to upstream", "\"><script>alert(1)</script>", "caf\u00e9 \\ \u7f51 [error] 1#1: *1 x", "x, server: , request: \"",
    ];

    public static readonly byte[][] Raw = All.Select(Encoding.UTF8.GetBytes).ToArray();
    public static readonly byte[][] RawHostile = Hostile.Select(Encoding.UTF8.GetBytes).ToArray();
    public static readonly byte[][] EscapedHostile = RawHostile.Select(Escape).ToArray();

    /// <summary>As ngx_http_log_escape does it.</summary>
    private static byte[] Escape(byte[] text) => text
        .SelectMany(b => b < 0x20 || b is (byte)'"' or (byte)'\\' or >= 0x7f ? Encoding.ASCII.GetBytes($"\\x{b:X2}") : [b])
        .ToArray();
}
