using System.Collections.Immutable;
using static Gatemedic.Logs.SignatureRow;

namespace Gatemedic.Logs;

/// <summary>Messages of nginx's own DNS client (ngx_resolver.c).</summary>
internal static class Resolver
{
    internal static readonly ImmutableArray<Signature> All =
    [
        Row("resolver-send-incomplete", "-", [188, 189], ["send() incomplete", "buffer overflow"],
            Line("[crit] 7#7: send() incomplete while resolving, resolver: 127.0.0.1:53", "resolver", "127.0.0.1:53")),
        Row("resolver-bad-answer", "-", [190, 191, 194, 195, 196, 197, 198],
            [
                "unexpected DNS response for {name}", "wrong ident {ident} in DNS response for {name}, expect {expected}",
                "invalid {kind} DNS response {ident} fl:{flags}", "short DNS response", "no A or CNAME types in DNS response",
                "no SRV type in DNS response", "unexpected RR type {type} in DNS response",
            ],
            Line("[error] 7#7: unexpected DNS response for api.example while resolving, resolver: 127.0.0.1:53",
                "name", "api.example", "resolver", "127.0.0.1:53")),
        Row("resolver-dns-error", "-", [192, 193],
            ["DNS error ({code}: {text}), query id:{ident}", "DNS error ({code}: {text}), query id:{ident}, name:\"{name}\""],
            Line("[error] 7#7: DNS error (2: Server failure), query id:77, name:\"api.example\" while resolving, resolver: 127.0.0.1:53",
                "code", "2", "text", "Server failure", "ident", "77", "name", "api.example", "resolver", "127.0.0.1:53")),
        Row("resolver-config-error", "-", [199, 200, 201],
            ["no name servers defined", "{problem} in resolver \"{name}\"", "\"ipv4\" and \"ipv6\" cannot both be \"off\""],
            Conf("host not found in resolver \"dns\"", "problem", "host not found", "name", "dns")),
    ];
}
