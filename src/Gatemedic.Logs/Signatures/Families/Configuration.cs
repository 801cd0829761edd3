using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages of the configuration parser: a start or reload that was refused, and warnings on the way.</summary>
internal static class Configuration
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("config-error", "-",
            [
                45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 249, 252, 253, 254, 255, 256, 257, 258, 259, 260, 261, 262, 263, 264, 266, 267,
                269, 270, 271, 272, 273, 274, 275, 276, 278, 279, 280,
            ],
            [
                "no servers in upstream \"{name}\"", "no servers are inside upstream", "duplicate upstream \"{name}\"",
                "upstream \"{name}\" may not have port {port}", "balancing method does not support parameter \"{name}\"",
                "load balancing method does not support resolving names at run time in upstream \"{name}\"",
                "no resolver defined to resolve names at run time in upstream \"{name}\"",
                "resolving names at run time requires upstream \"{name}\" in {place} to be in shared memory",
                "service upstream \"{name}\" requires \"resolve\" parameter", "service upstream \"{name}\" may not have port",
                "service upstream \"{name}\" requires domain name",
                "the size {size} of shared memory zone \"{name}\" conflicts with already declared size {declared}",
                "unknown directive \"{name}\"", "\"{name}\" directive is not allowed here",
                "invalid number of arguments in \"{name}\" directive", "directive \"{name}\" is not terminated by \";\"",
                "directive \"{name}\" has no opening \"{\"", "unexpected \"{name}\"", "unexpected \"}\"", "unexpected \"{\"",
                "unexpected end of file, expecting \"}\"", "unexpected end of file, expecting \";\" or \"}\"",
                "too long parameter \"{name}...\" started", "too long parameter, probably missing terminating \"{name}\" character",
                "\"{name}\" directive {problem}", "glob() \"{name}\" failed", "invalid parameter \"{name}\"", "unknown \"{name}\" variable",
                "duplicate location \"{name}\"", "location \"{name}\" is outside location \"{outer}\"",
                "location \"{name}\" cannot be inside the exact location \"{outer}\"",
                "named location \"{name}\" can be on the server level only", "invalid location modifier \"{name}\"",
                "a duplicate default server for {name}", "duplicate listen options for {name}",
                "the closing bracket in \"{name}\" variable is missing", "no \"events\" section in configuration",
                "{number} worker_connections are not enough for {sockets} listening sockets",
            ],
            Conf("unknown directive \"proxy_pas\"", "name", "proxy_pas"),
            Conf("\"server\" directive is not allowed here", "name", "server"),
            Conf("unexpected \"}\""),
            Alone("emerg", "unknown \"x\" variable", "name", "x")),
        Row("config-warning", "-", [57, 62, 268, 277],
            [
                "load balancing method redefined", "balancer does not support sticky",
                "conflicting server name \"{name}\" on {address}, ignored", "protocol options redefined for {address}",
            ],
            Alone("warn", "conflicting server name \"a\" on 0.0.0.0:80, ignored", "name", "a", "address", "0.0.0.0:80")),
    ];
}
