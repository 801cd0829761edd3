using Gatemedic.Diagnosis;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>The staged cases of TLS to upstreams. Log lines are those of nginx 1.22.1, answers those of real peers.</summary>
internal static class TlsCases
{
    private const string Shaking = "SSL handshaking to upstream";
    private const string Peer = "10.0.0.5:443";
    private const string Verified = "proxy_ssl_verify on; proxy_ssl_trusted_certificate /etc/nginx/ca.pem;";

    public static readonly Dictionary<string, Func<Staged>> All = new()
    {
        ["TlsHandshake/server-name-not-sent"] = () => Https("").Said(Alert("tlsv1 unrecognized name", 112), Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, TurnedAway("tls: tlsv1 unrecognized name (SSL alert number 112)"))
            .Agreeing(Peer, new TlsFacts { AsNginx = Refuses(112, "unrecognized_name"), WithName = Chooses(), Name = "api.example.org", Certificate = Good }),
        ["TlsHandshake/only-newer-versions"] = () => Https("proxy_ssl_protocols TLSv1.2; proxy_ssl_server_name on;").Said(Alert("tlsv1 alert protocol version", 70), Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, TurnedAway("tls: tlsv1 alert protocol version (SSL alert number 70)"))
            .Agreeing(Peer, new TlsFacts { AsNginx = Refuses(70, "protocol_version"), Widest = Chooses("TLSv1.3", "TLS_AES_256_GCM_SHA384"), Certificate = Good }),
        ["TlsHandshake/client-certificate-wanted-in-tls-1.3"] = () => Https("proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_server_name on;")
            .Said(Alert("tlsv13 alert certificate required", 116, "SSL_read()"), "reading response header from upstream", $"https://{Peer}/").Access(502)
            .Probed(Peer, Fails(ProbeStage.Header, ProbeOutcome.TlsFailed, "header: tlsv13 alert certificate required", "tls", "completed a TLS handshake"))
            .Agreeing(Peer, new TlsFacts { AsNginx = Chooses("TLSv1.3", "TLS_AES_256_GCM_SHA384"), Certificate = Good, WantsClientCertificate = true }),
        ["TlsHandshake/no-cipher-in-common"] = () => Https("proxy_ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384; proxy_ssl_server_name on;").Said(Alert("sslv3 alert handshake failure", 40), Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, Answers()).Agreeing(Peer, new TlsFacts { AsNginx = Chooses("TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256"), Certificate = Good }),
        ["TlsHandshake/by-its-log-alone"] = () => Staged.LogsOnly().Said(Alert("sslv3 alert handshake failure", 40), Shaking, $"https://{Peer}/"),
        ["TlsHandshake/the-peer-speaks-http.not"] = () => Https("").Said("SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)", Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, Fails(ProbeStage.Tls, ProbeOutcome.TlsFailed, "tls: wrong version number", "http", "answered a TLS ClientHello with HTTP status 400")),
        ["TlsHandshake/mutual-tls-that-works.not"] = () => Https("proxy_ssl_certificate /etc/nginx/client.pem; proxy_ssl_certificate_key /etc/nginx/client.key;").Access(200)
            .Probed(Peer, TurnedAway("tls: sslv3 alert handshake failure (SSL alert number 40)"))
            .Agreeing(Peer, new TlsFacts { AsNginx = Chooses(), Certificate = Good, WantsClientCertificate = true, Own = Good }),

        ["TlsVerify/expired"] = () => Https(Verified + " proxy_ssl_server_name on;")
            .Said("upstream SSL certificate verify error: (10:certificate has expired)", Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, Answers()).Agreeing(Peer, Shows(Good with { NotAfter = Staged.Now.AddDays(-3), VerifyError = 10 })),
        ["TlsVerify/name-of-the-group"] = () => Staged.Http(
                $"    upstream backend {{\n        server {Peer};\n    }}\n    server {{\n        listen 80;\n        location / {{\n            {Verified}\n            proxy_pass https://backend;\n        }}\n    }}")
            .Said("upstream SSL certificate does not match \"backend\"", Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, Answers()).Agreeing(Peer, Shows(Good with { FitsName = false })),
        ["TlsVerify/another-certificate-without-the-name"] = () => Https(Verified)
            .Said("upstream SSL certificate does not match \"api.example.org\"", Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, Answers()).Agreeing(Peer, Shows(Good with { FitsName = false, Names = ["www.example.org"] }) with { NamedCertificate = Good }),
        ["TlsVerify/chain-longer-than-the-depth"] = () => Https(Verified + " proxy_ssl_server_name on;")
            .Said("upstream SSL certificate verify error: (20:unable to get local issuer certificate)", Shaking, $"https://{Peer}/").Access(502)
            .Probed(Peer, Answers()).Agreeing(Peer, Shows(Good with { Chain = 3, VerifyError = 22 })),
        ["TlsVerify/nobody-asks-yet"] = () => Https(Verified).Probed(Peer, Answers()).Agreeing(Peer, Shows(Good with { VerifyError = 18, Issuer = "CN=api.example.org" })),
        ["TlsVerify/all-is-well.not"] = () => Https(Verified + " proxy_ssl_server_name on;").Access(200).Probed(Peer, Answers()).Agreeing(Peer, Shows(Good)),
        ["TlsVerify/expired-but-not-verified.not"] = () => Https("").Access(200).Probed(Peer, Answers()).Agreeing(Peer, Shows(Good with { NotAfter = Staged.Now.AddDays(-3) })),
    };

    private static TlsCertificate Good => new()
    {
        Subject = "CN=api.example.org",
        Issuer = "CN=Example Root",
        Names = ["api.example.org"],
        NotBefore = Staged.Now.AddDays(-30),
        NotAfter = Staged.Now.AddDays(60),
        FitsName = true,
        VerifyError = 0,
    };

    private static Staged Https(string more) => Location($"{more} proxy_pass https://api.example.org;".TrimStart()).Name("api.example.org", "10.0.0.5");

    private static string Alert(string reason, int number, string call = "SSL_do_handshake()") => $"{call} failed (SSL: error:0A000{number + 1000:x}:SSL routines::{reason}:SSL alert number {number})";

    private static ProbeResult TurnedAway(string text) => Fails(ProbeStage.Tls, ProbeOutcome.TlsFailed, text, "tls", "answered a TLS ClientHello with a TLS alert");

    private static TlsAttempt Refuses(int alert, string name) => new(false, null, null, alert, $"alert {alert} ({name})");

    private static TlsAttempt Chooses(string version = "TLSv1.2", string cipher = "ECDHE-ECDSA-AES256-GCM-SHA384") => new(true, version, cipher, null, $"chose {version} and {cipher}");

    private static TlsFacts Shows(TlsCertificate certificate) => new() { AsNginx = Chooses(), Certificate = certificate };

    private static Staged Agreeing(this Staged staged, string endpoint, TlsFacts facts)
    {
        staged.Witness.Tls[endpoint] = facts;
        return staged;
    }
}
