using Gatemedic.Diagnosis;
using Gatemedic.Nginx;
using static Gatemedic.Causes.ConversationStages;

namespace Gatemedic.Causes;

/// <summary>The staged cases of connections that do not come about. Log lines are those of nginx 1.22.1, rules those of nft 1.0.6 and iptables 1.8.9.</summary>
internal static class NetworkCases
{
    public const string Far = "10.0.0.2:8080";
    public const string TimedOut = "upstream timed out (110: Connection timed out)";
    private const string Connecting = "connecting to upstream";

    public static readonly FilterFacts DropRule = new()
    {
        Verdict = FilterVerdict.Drops,
        Rules = 12,
        Tool = "nft",
        Family = "inet",
        Table = "filter",
        Chain = "output",
        BaseChain = "output",
        Hook = "output",
        Rule = "ip daddr 10.0.0.0/8 tcp dport 8000-8999 drop",
        Handle = 7,
    };

    public static readonly FilterFacts ResetRule = new()
    {
        Verdict = FilterVerdict.Rejects,
        Rules = 4,
        Tool = "iptables",
        Family = "ip",
        Table = "filter",
        Chain = "OUTPUT",
        BaseChain = "OUTPUT",
        Hook = "output",
        Rule = "-A OUTPUT -p tcp -m tcp --dport 3000 -j REJECT --reject-with tcp-reset",
        With = "tcp-reset",
    };

    public static readonly FilterFacts Policy = DropRule with { Tool = "iptables", Family = "ip", Chain = "OUTPUT", BaseChain = "OUTPUT", Rule = null, Handle = null, HasUfw = true };

    public static readonly Dictionary<string, Func<Staged>> All = new()
    {
        ["FirewallBlocked/nft-drops-what-goes-out"] = () => Silent().Filters(Far, DropRule),
        ["FirewallBlocked/ufw-denies-outgoing"] = () => Silent().Filters(Far, Policy),
        ["FirewallBlocked/a-reset-that-a-rule-sends"] = () => Location($"proxy_pass http://{Peer};").App("node server.js", Peer, Protocol.Http)
            .Refuses(Peer).Filters(Peer, ResetRule).ConnectFailed($"http://{Peer}/").Access(502),
        ["FirewallBlocked/only-the-worker-is-refused"] = () => Location($"proxy_pass http://{Peer};").App("node server.js", Peer, Protocol.Http)
            .Filters(Peer, ResetRule with { Rule = "-A OUTPUT -m owner --uid-owner 33 -j REJECT --reject-with tcp-reset" }).ConnectFailed($"http://{Peer}/").Access(502),
        ["FirewallBlocked/the-host-pings-and-the-port-is-silent"] = () => Silent().Hailed("10.0.0.2", "it answers a ping"),
        ["FirewallBlocked/the-host-refuses-with-icmp"] = () => Unreachable(113, "no route to host").Route("10.0.0.2", new RouteFacts { Device = "eth0", Source = "10.0.0.1", Neighbour = "REACHABLE" }),
        ["FirewallBlocked/nobody-listens-behind-the-rule.not"] = () => Location($"proxy_pass http://{Peer};")
            .Refuses(Peer).Filters(Peer, ResetRule).ConnectFailed($"http://{Peer}/").Access(502),
        ["FirewallBlocked/another-host-on-which-nobody-listens.not"] = () => Location($"proxy_pass http://{Far};").Refuses(Far).ConnectFailed($"http://{Far}/").Access(502),
        ["FirewallBlocked/the-neighbour-is-gone.not"] = () => Silent().Route("10.0.0.2", new RouteFacts { Device = "eth0", Source = "10.0.0.1", Neighbour = "FAILED" }),
        ["FirewallBlocked/slow-behind-rules.not"] = () => Location($"proxy_read_timeout 1s; proxy_pass http://{Far};").Probed(Far, Answers(ms: 1604))
            .Said(TimedOut, "reading response header from upstream", $"http://{Far}/").Access(504),

        ["HostUnreachable/nobody-on-the-segment"] = () => Unreachable(113, "no route to host").Route("10.0.0.2", new RouteFacts { Device = "eth0", Source = "10.0.0.1", Neighbour = "FAILED" }),
        ["HostUnreachable/no-route"] = () => Unreachable(101, "network is unreachable").Route("10.0.0.2", new RouteFacts { Errno = 101 }),
        ["HostUnreachable/a-blackhole-route"] = () => Location($"proxy_pass http://{Far};").Probes(Far, ProbeOutcome.Failed, 22, "invalid argument")
            .Said($"connect() to {Far} failed (22: Invalid argument)", Connecting, $"http://{Far}/").Access(502).Route("10.0.0.2", new RouteFacts { Errno = 22, Blocking = "blackhole 10.0.0.0/24" }),
        ["HostUnreachable/a-router-says-so"] = () => Unreachable(113, "no route to host").Route("10.0.0.2", new RouteFacts { Device = "eth0", Source = "192.0.2.7", Gateway = "192.0.2.1", Neighbour = "REACHABLE" }),
        ["HostUnreachable/impatient-nginx"] = () => Silent().Route("10.0.0.2", new RouteFacts { Device = "eth0", Source = "10.0.0.1", Neighbour = "INCOMPLETE" }),
        ["HostUnreachable/a-filter-prohibits.not"] = () => Unreachable(113, "no route to host")
            .Filters(Far, ResetRule with { Rule = "-A OUTPUT -d 10.0.0.0/8 -j REJECT --reject-with icmp-host-prohibited", With = "icmp-host-prohibited" }),
        ["HostUnreachable/reached-again.not"] = () => Location($"proxy_pass http://{Far};").Probed(Far, Answers())
            .Said("connect() failed (113: No route to host)", Connecting, $"http://{Far}/").Access(502),

        ["ConnectTimeout/beyond-the-router"] = () => Silent().Route("10.0.0.2", new RouteFacts { Device = "eth0", Source = "192.0.2.7", Gateway = "192.0.2.1", Neighbour = "REACHABLE" }),
        ["ConnectTimeout/by-the-log-alone"] = () => Staged.LogsOnly().Said(TimedOut, Connecting, $"fastcgi://{Far}"),
        ["ConnectTimeout/the-kernel-gave-up"] = () => Location($"proxy_connect_timeout 300s; proxy_pass http://{Far};").Said("connect() failed (110: Connection timed out)", Connecting, $"http://{Far}/").Access(502),
        ["ConnectTimeout/the-answer-does-not-come.not"] = () => Location($"proxy_pass http://{Far};").Probed(Far, ConversationStages.Silent())
            .Said(TimedOut, "reading response header from upstream", $"http://{Far}/").Access(504),
        ["ConnectTimeout/it-connects-again.not"] = () => Location($"proxy_pass http://{Far};").Probed(Far, Answers()).Said(TimedOut, Connecting, $"http://{Far}/").Access(504),

        ["EphemeralPorts/time-wait-holds-all"] = () => NoPort(Far, "10.0.0.2:8080").Network(n => n with { Connections = [new(Far, "TIME_WAIT", 28_229), new(Far, "ESTABLISHED", 3), new("10.0.0.9:5432", "ESTABLISHED", 20)] }),
        ["EphemeralPorts/a-narrow-range"] = () => NoPort(Far, "10.0.0.2:8080").Network(n => n with { FirstLocalPort = 40_000, LastLocalPort = 40_499, Connections = [new(Far, "TIME_WAIT", 500)] }),
        ["EphemeralPorts/a-quiet-moment-later"] = () => Location($"proxy_pass http://{Far};").Probed(Far, Answers()).Said($"connect() to {Far} failed (99: Cannot assign requested address)", Connecting, $"http://{Far}/")
            .Access(502).Network(n => n with { Connections = [new(Far, "TIME_WAIT", 27_000)] }),
        ["EphemeralPorts/over-since.not"] = () => Location($"proxy_pass http://{Far};").Probed(Far, Answers()).Said($"connect() to {Far} failed (99: Cannot assign requested address)", Connecting, $"http://{Far}/")
            .Access(502).Network(n => n with { Connections = [new(Far, "TIME_WAIT", 40)] }),
        ["EphemeralPorts/ipv6-is-switched-off.not"] = () => Location("proxy_pass http://localhost:3000;").Name("localhost", "::1", "127.0.0.1").App("node server.js", Peer, Protocol.Http)
            .Probes("[::1]:3000", ProbeOutcome.Failed, 99, "cannot assign requested address").Said("connect() to [::1]:3000 failed (99: Cannot assign requested address)", Connecting, "http://[::1]:3000/")
            .Network(n => n),

        ["ConntrackFull/the-table-is-full"] = () => Silent().Network(n => n with { Tracked = 65_534, TrackedLimit = 65_536 }).KernelSays("kernel-conntrack-full", "nf_conntrack: table full, dropping packet"),
        ["ConntrackFull/full-and-the-kernel-log-is-closed"] = () => Silent().Network(n => n with { Tracked = 262_144, TrackedLimit = 262_144 }),
        ["ConntrackFull/it-has-room.not"] = () => Silent().Network(n => n with { Tracked = 800, TrackedLimit = 65_536 }),
        ["ConntrackFull/it-was-full-earlier.not"] = () => Location($"proxy_pass http://{Far};").Probed(Far, Answers()).Said(TimedOut, Connecting, $"http://{Far}/").Access(504)
            .Network(n => n with { Tracked = 40_000, TrackedLimit = 65_536 }).KernelSays("kernel-conntrack-full", "nf_conntrack: table full, dropping packet"),
    };

    private static Staged Silent() => Location($"proxy_connect_timeout 3s; proxy_pass http://{Far};").Probes(Far, ProbeOutcome.TimedOut, 110, "no answer within 1.65 s")
        .Said(TimedOut, Connecting, $"http://{Far}/").Access(504);

    private static Staged Unreachable(int errno, string words) => Location($"proxy_pass http://{Far};").Probes(Far, ProbeOutcome.Unreachable, errno, words)
        .Said($"connect() failed ({errno}: {char.ToUpperInvariant(words[0])}{words[1..]})", Connecting, $"http://{Far}/").Access(502);

    private static Staged NoPort(string endpoint, string to) => Staged.Http($"    upstream shop {{\n        server {to};\n    }}\n    server {{\n        listen 80;\n        location / {{\n            proxy_pass http://shop;\n        }}\n    }}")
        .Probes(endpoint, ProbeOutcome.Failed, 99, "cannot assign requested address")
        .Said($"connect() to {endpoint} failed (99: Cannot assign requested address)", Connecting, $"http://{endpoint}/").Access(502);
}
