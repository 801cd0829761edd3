using static Gatemedic.Bench.Context;

namespace Gatemedic.Bench;

/// <summary>What follows a message, and whether it has a connection number.</summary>
internal enum Context
{
    /// <summary>Nothing, and no connection.</summary>
    None,

    /// <summary>Nothing, but a connection.</summary>
    Bare,

    /// <summary>client and the listen address: no request was read.</summary>
    Listen,

    /// <summary>client, server, request, host, referrer.</summary>
    Http,

    /// <summary>The same with the peer.</summary>
    Upstream,

    /// <summary>The same with the group for the peer.</summary>
    UpstreamGroup,
}

/// <summary>A message with its share of the lines in per mille; without groups it concerns any.</summary>
internal sealed record ErrorKind(double Share, string Level, Template Message, Context Context, params Group[] Groups)
{
    public ErrorKind(double share, string level, string message, Context context, params Group[] groups) : this(share, level, new Template(message), context, groups)
    {
    }

    public byte[] LevelText { get; } = System.Text.Encoding.ASCII.GetBytes($" [{Level}] ");
}

/// <summary>The messages of the error log; the first ten are 95 in a hundred lines.</summary>
internal static class ErrorKinds
{
    private const string Header = " while reading response header from upstream";
    private const string Connecting = " while connecting to upstream";
    private const string Handshaking = " while SSL handshaking to upstream";
    private static readonly Group Api = Groups.Api, Pay = Groups.Pay, Rpc = Groups.Rpc, Php = Groups.Php, Admin = Groups.Admin;

    public static readonly ErrorKind Refused = new(300, "error", "connect() failed (111: Connection refused)" + Connecting, Upstream, Api, Api, Pay, Rpc);

    public static readonly ErrorKind SocketMissing = new(0.6, "crit", "connect() to {peer} failed (2: No such file or directory)" + Connecting, Upstream, Php, Admin);

    public static readonly ErrorKind[] All =
    [
        Refused,
        new(190, "error", "upstream timed out (110: Connection timed out)" + Header, Upstream),
        new(120, "error", "upstream prematurely closed connection" + Header, Upstream, Api, Pay, Admin),
        new(85, "error", "recv() failed (104: Connection reset by peer)" + Header, Upstream),
        new(75, "error", "no live upstreams" + Connecting, UpstreamGroup, Api, Pay),
        new(35, "error", "FastCGI sent in stderr: \"PHP message: PHP Warning:  Undefined array key \"{word}\" in /srv/shop/src/Cart{small}.php on line {id}\"" + Header, Upstream, Php),
        new(20, "error", "FastCGI sent in stderr: \"Primary script unknown\"" + Header, Upstream, Php),
        new(3, "error", "FastCGI sent in stderr: \"PHP message: PHP Fatal error:  Uncaught RuntimeException: order {id}: \"gone\" in /srv/shop/src/Order.php:{small}\nStack trace:\n#0 /srv/shop/src/Kernel.php(214): Order->load({id}, 'full')\n#1 [main]\n  thrown in /srv/shop/src/Order.php on line {small}; PHP message: done\"" + Header, Upstream, Php),
        new(50, "warn", "an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/{small}/0{small}/{digits} while reading upstream", Upstream),
        new(36, "warn", "upstream server temporarily disabled" + Connecting, Upstream, Api, Pay),
        new(25, "error", "open() \"/srv/shop/public{path}\" failed (2: No such file or directory)", Http),
        new(15, "error", "upstream sent too big header" + Header, Upstream, Api, Pay, Php, Admin),
        .. Rare,
    ];

    private static ErrorKind[] Rare =>
    [
        SocketMissing,
        new(6, "error", "limiting requests, excess: 20.{small} by zone \"perip\"", Http),
        new(5, "error", "access forbidden by rule", Http),
        new(4, "info", "epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too while sending request to upstream", Upstream),
        new(3.5, "info", "client {client} closed keepalive connection", Bare),
        new(3, "error", "connect() to {peer} failed (11: Resource temporarily unavailable)" + Connecting, Upstream, Php, Admin),
        new(2.5, "error", "upstream timed out (110: Connection timed out)" + Connecting, Upstream, Api, Pay, Rpc),
        new(2, "info", "client timed out (110: Connection timed out) while waiting for request", Listen),
        new(2, "crit", "SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking", Listen),
        new(1.5, "error", "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)" + Handshaking, Upstream, Pay),
        new(0.8, "error", "SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40)" + Handshaking, Upstream, Pay),
        new(0.5, "error", "peer closed connection in SSL handshake (104: Connection reset by peer)" + Handshaking, Upstream, Pay),
        new(0.9, "error", "upstream SSL certificate verify error: (10:certificate has expired)" + Handshaking, Upstream, Pay),
        new(0.4, "error", "upstream SSL certificate does not match \"pay.internal\"" + Handshaking, Upstream, Pay),
        new(0.5, "crit", "connect() to {peer} failed (13: Permission denied)" + Connecting, Upstream, Php, Admin),
        new(1, "error", "connect() failed (113: No route to host)" + Connecting, Upstream, Api, Pay, Rpc),
        new(1, "error", "upstream rejected request with error 7" + Header, Upstream, Rpc),
        new(0.5, "error", "upstream sent too large http2 frame: 4740180" + Header, Upstream, Rpc),
        new(0.4, "error", "upstream sent goaway with error 0" + Header, Upstream, Rpc),
        new(1, "error", "upstream prematurely closed connection while reading upstream", Upstream),
        new(0.8, "error", "readv() failed (104: Connection reset by peer) while reading upstream", Upstream),
        new(0.8, "error", "writev() failed (32: Broken pipe) while sending request to upstream", Upstream, Api, Pay, Php),
        new(0.7, "error", "upstream sent invalid header: \"X-Trace \\x20...\"" + Header, Upstream, Api),
        new(0.7, "error", "upstream prematurely closed FastCGI stdout" + Header, Upstream, Php),
        new(0.6, "error", "auth.internal could not be resolved (3: Host not found)", Http, Api),
        new(0.5, "error", "images.internal could not be resolved (110: Operation timed out)", Http, Api),
        new(1, "error", "client intended to send too large body: {digits} bytes", Http),
        new(0.8, "error", "directory index of \"/srv/shop/public/{word}/\" is forbidden", Http),
        new(0.4, "error", "rewrite or internal redirection cycle while internally redirecting to \"/index.php\"", Http),
        new(0.4, "error", "user \"admin\": password mismatch", Http),
        new(0.8, "warn", "a client request body is buffered to a temporary file /var/lib/nginx/body/{digits}", Http),
        new(0.3, "crit", "pwritev() \"/var/cache/nginx/proxy_temp/{small}/0{small}/{digits}\" failed (28: No space left on device) while reading upstream", Upstream),
        new(0.4, "alert", "1024 worker_connections are not enough" + Connecting, Upstream),
        new(0.2, "alert", "1024 worker_connections are not enough", None),
        new(0.2, "warn", "1024 worker_connections are not enough, reusing connections", None),
        new(0.2, "crit", "accept4() failed (24: Too many open files)", None),
        new(0.1, "alert", "worker process {pid} exited on signal 11", None),
        new(0.1, "notice", "worker process {pid} exited with code 0", None),
        new(0.1, "notice", "signal 1 (SIGHUP) received from {id}, reconfiguring", None),
    ];
}
