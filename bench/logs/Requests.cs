using System.Text;

namespace Gatemedic.Bench;

/// <summary>A kind of request line, without its URI.</summary>
internal sealed record Request(string Method, Template Uri, string Protocol)
{
    public byte[] MethodText { get; } = Encoding.ASCII.GetBytes(Method);

    public byte[] ProtocolText { get; } = Encoding.ASCII.GetBytes(Protocol);
}

/// <summary>The request lines of the logs: some four hundred shapes of URIs, nearly each URI different from the others.</summary>
internal static class Requests
{
    private static readonly string[] Resources =
    [
        "products", "orders", "users", "carts", "invoices", "reviews", "categories", "sessions", "shipments", "coupons", "stores", "prices",
        "returns", "payments", "addresses", "messages", "reports", "wishlists", "stock", "brands",
    ];

    private static readonly (string Method, string Shape)[] Shapes =
    [
        ("GET", "/api/v1/{r}/{id}"), ("GET", "/api/v1/{r}?page={small}&per_page=50"), ("GET", "/api/v2/{r}/{uuid}"), ("POST", "/api/v1/{r}"),
        ("GET", "/{r}/{id}/{word}.html"), ("GET", "/{r}?q={word}&sort=price&page={small}"), ("PUT", "/api/v2/{r}/{uuid}"),
        ("GET", "/de/{r}/{word}-{id}"), ("GET", "/api/v1/users/{id}/{r}?since={digits}"), ("DELETE", "/api/v1/{r}/{id}"),
        ("GET", "/{r}/{word}/{word}/{id}?utm_source=mail&utm_campaign={hex}"), ("HEAD", "/api/v1/{r}/{id}"), ("PATCH", "/api/v2/{r}/{uuid}"),
        ("GET", "/index.php?option={r}&id={id}&token={hex}"), ("GET", "/api/v2/{r}/{uuid}/history?cursor={token}"),
        ("POST", "/api/v1/{r}/{id}/actions/{word}"), ("GET", "/feeds/{r}.xml?v={small}"), ("GET", "/search/{r}/?q=%22{word}%22"),
    ];

    public static readonly Request[] Dynamic = Shapes
        .SelectMany(s => Resources.Select(r => new Request(s.Method, new(s.Shape.Replace("{r}", r, StringComparison.Ordinal)), "HTTP/1.1")))
        .Append(new("GET", new("/api/v1/login/callback?state={hex}&id_token={filler}"), "HTTP/1.1"))
        .ToArray();

    public static readonly Request[] Rpc = Resources
        .SelectMany(r => new[] { "Get", "List", "Watch" }.Select(verb => new Request("POST", new($"/shop.v1.{r}/{verb}"), "HTTP/2.0"))).ToArray();

    public static readonly Request[] Static =
    [
        .. new[]
        {
            "/assets/app.{hex}.js", "/assets/app.{hex}.css", "/media/{id}/{word}.jpg", "/media/{id}/thumb.webp?w={small}", "/favicon.ico",
            "/fonts/inter.woff2", "/robots.txt", "/media/{uuid}.mp4", "/downloads/{word}-{small}.pdf", "/.well-known/acme-challenge/{hex}",
            "/wp-login.php", "/.env", "/.git/config", "/apple-touch-icon-precomposed.png", "/assets/chunk-{small}.{hex}.js",
        }.Select(uri => new Request("GET", new(uri), "HTTP/2.0")),
    ];
}
