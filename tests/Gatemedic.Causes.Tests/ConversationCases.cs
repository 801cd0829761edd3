using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>The staged cases of peers that connect and then fail, and of nginx itself. Log lines and probes are those of nginx 1.22.1 in front of real peers.</summary>
internal static class ConversationCases
{
    private const string Reading = "reading response header from upstream";
    private const string TimedOut = "upstream timed out (110: Connection timed out)";

    public static readonly Dictionary<string, Func<Staged>> All = new()
    {
        ["SlowUpstream/one-slow-page-among-quick-ones"] = () => Node("proxy_read_timeout 2s;").Probed(Peer, Answers())
            .Said(TimedOut, Reading, $"http://{Peer}/report", "/report").Access(504, "/report").Access(200),
        ["SlowUpstream/slower-than-a-short-time-out"] = () => Node("proxy_read_timeout 1s;").Probed(Peer, Answers(ms: 1604))
            .Said(TimedOut, Reading, $"http://{Peer}/").Access(504),
        ["SlowUpstream/nobody-answers-the-connection.not"] = () => Location("proxy_connect_timeout 3s; proxy_pass http://10.0.0.9:3000;")
            .Said(TimedOut, "connecting to upstream", "http://10.0.0.9:3000/").Access(504),
        ["SlowUpstream/scgi-to-http-waits-in-silence.not"] = ScgiToHttp,

        ["HeaderTooBig/six-thousand-bytes-into-four-thousand"] = () => Node("").Probed(Peer, Answers(headerBytes: 6147))
            .Said("upstream sent too big header", Reading, $"http://{Peer}/login", "/login").Access(502, "/login"),
        ["HeaderTooBig/fastcgi-with-the-buffer-of-proxy"] = () => Location("proxy_buffer_size 12k; fastcgi_pass unix:/run/php/php8.2-fpm.sock;", "~ \\.php$")
            .App("php-fpm: pool www", "/run/php/php8.2-fpm.sock", Protocol.FastCgi).Probed("unix:/run/php/php8.2-fpm.sock", Answers(headerBytes: 65))
            .Said("upstream sent too big header", Reading, "fastcgi://unix:/run/php/php8.2-fpm.sock:", "/index.php"),
        ["HeaderTooBig/a-large-header-that-fits.not"] = () => Node("proxy_buffer_size 16k; proxy_buffers 8 16k;").Probed(Peer, Answers(headerBytes: 9200)).Access(200, "/login"),

        ["ProtocolMismatch/http-to-a-tls-port-is-passed-on-as-400"] = () => Location("proxy_pass http://127.0.0.1:8443;")
            .App("caddy run", "127.0.0.1:8443", Protocol.Https).Access(400)
            .Probed("127.0.0.1:8443", Answers(status: 400, spoken: "tls", because: "answered a plain HTTP request with \"The plain HTTP request was sent to HTTPS port\"")),
        ["ProtocolMismatch/https-to-a-plain-port"] = () => Location($"proxy_pass https://{Peer};").App("node shop.js", Peer, Protocol.Http)
            .Probed(Peer, Fails(ProbeStage.Tls, ProbeOutcome.TlsFailed, "tls: wrong version number: the peer does not answer with TLS", "http", "answered a TLS ClientHello with HTTP status 400"))
            .Said("SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)", "SSL handshaking to upstream", $"https://{Peer}/").Access(502),
        ["ProtocolMismatch/fastcgi-to-http-by-its-log-alone"] = () => Staged.LogsOnly()
            .Said("upstream sent unsupported FastCGI protocol version: 72", Reading, "fastcgi://127.0.0.1:8080", "/index.php"),
        ["ProtocolMismatch/scgi-to-http-waits-in-silence"] = ScgiToHttp,
        ["ProtocolMismatch/an-http-worker-that-dies.not"] = () => Node("").Probed(Peer, Answers())
            .Said("upstream prematurely closed connection", Reading, $"http://{Peer}/pay", "/pay").Access(502, "/pay"),

        ["NginxDown/the-service-has-failed"] = () => Location("return 204;").Stopped().Unit("nginx.service", "failed", "failed", "exit-code", 1),
        ["NginxDown/apache-holds-the-port"] = () => Location("return 204;").Stopped()
            .App("/usr/sbin/apache2 -k start", "[::]:80", Protocol.Http, pid: 640, unit: "apache2.service")
            .Error("[emerg] 700#700: bind() to 0.0.0.0:80 failed (98: Address already in use)").Error("[emerg] 700#700: still could not bind()"),
        ["NginxDown/it-runs-and-listens.not"] = () => Location("return 204;").Process("nginx", 811, user: "root").Listens("0.0.0.0:80", 811),

        ["ConfigInvalid/a-semicolon-is-missing"] = () => Location($"proxy_pass http://{Peer}\n            proxy_set_header Host $host;")
            .App("node shop.js", Peer, Protocol.Http).Test(Refuses("invalid number of arguments in \"proxy_pass\" directive", 10)),
        ["ConfigInvalid/one-brace-too-many-and-nginx-is-down"] = () => Location($"proxy_pass http://{Peer};\n        }}").Stopped()
            .Unit("nginx.service", "failed", "failed", "exit-code", 1).App("node shop.js", Peer, Protocol.Http).Test(Refuses("unexpected \"}\"", 13)),
        ["ConfigInvalid/an-old-refusal-since-corrected.not"] = () => Node("").Probed(Peer, Answers())
            .Error("[emerg] 811#811: unexpected \"}\" in /etc/nginx/nginx.conf:12", 14),
        ["ConfigInvalid/a-name-that-does-not-resolve.not"] = () => Location("proxy_pass http://shop.internal:3000;").NoName("shop.internal")
            .Test(Refuses("host not found in upstream \"shop.internal\"", 9)),
    };

    private static Staged Node(string more) => Location($"{more} proxy_pass http://{Peer};".TrimStart()).App("node shop.js", Peer, Protocol.Http);

    private static Staged ScgiToHttp() => Location($"scgi_read_timeout 3s; scgi_pass {Peer};").App("python3 app.py", Peer, Protocol.Http)
        .Probed(Peer, Silent("http", "answered a plain HTTP request with HTTP status 200")).Said(TimedOut, Reading, $"scgi://{Peer}").Access(504);

    private static ConfigurationTest Refuses(string message, int line) => new(false, message, Staged.Conf, line);
}
