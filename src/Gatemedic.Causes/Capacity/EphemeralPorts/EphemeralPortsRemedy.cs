using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Causes;

/// <summary>Keeps connections instead of opening one for each request, and gives the kernel more ports.</summary>
internal static class EphemeralPortsRemedy
{
    // The kernel's own default is 32768 to 60999; below ten thousand begin the ports on which programs listen.
    private const int UsualPorts = 28_232;
    private const string Wide = "10240 65535";
    private const string Key = "net.ipv4.ip_local_port_range";
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    /// <summary>Best first: a range that somebody narrowed is widened at once; else connections are kept.</summary>
    public static ImmutableArray<Remedy> For(Target target, PeerAddress endpoint, PortUsage? usage)
    {
        var (keep, widen) = (Keep(target), Widen(target, endpoint, usage));
        return usage is { IsKnown: true } && usage.Ports < UsualPorts ? [widen, keep] : [keep, widen];
    }

    private static Remedy Widen(Target target, PeerAddress endpoint, PortUsage? usage)
    {
        var old = usage is { IsKnown: true } ? $"{usage.First} {usage.Last}" : null;
        var enter = target.EnterNetwork();
        return new Remedy
        {
            Id = "widen-port-range",
            Title = $"Give the kernel the ports {Wide.Replace(" ", " to ", StringComparison.Ordinal)} for outgoing connections",
            Commands = [Widened(enter, Wide)],
            Steps = Steps.Sysctl(Key, Wide, old, enter),
            Risk = Risk.Low,
            Automatic = true,
            Verify = $"ss -tan dst {endpoint.Host} counts fewer connections than there are ports, and the failing request answers",
            Undo = Widened(enter, old ?? "32768 60999"),
        };
    }

    private static string Widened(ImmutableArray<string> enter, string range) => new HostCommand([.. enter, "sysctl", "-w", $"{Key}={range}"]).ToString();

    private static Remedy Keep(Target target)
    {
        var edits = target.Instance.Plan([.. target.Passes.SelectMany(Kept)]);
        return new Remedy
        {
            Id = "keep-connections",
            Title = $"Keep connections to {target.Upstream?.Name ?? target.Address.ToString()} open between requests",
            Edits = edits,
            Commands = target.Instance.ReloadCommands(target.Scene),
            // The connections of before keep their ports for a minute (TCP_TIMEWAIT_LEN).
            Patience = TimeSpan.FromSeconds(75),
            Risk = Risk.Low,
            Automatic = !edits.IsEmpty,
            Verify = "ss -tan state time-wait counts fewer connections after a minute",
            Undo = "put the old configuration back and reload nginx",
        };
    }

    private static IEnumerable<ConfigEdit> Kept(Pass pass)
    {
        var statements = Statements(pass);
        if (statements.IsEmpty)
        {
            yield break;
        }

        if (pass.Upstream is { } block)
        {
            if (!block.Directive.Children().Any(c => c.Name == "keepalive"))
            {
                yield return ConfigEdit.Set(block.Directive, Statement.Of("keepalive", "32"));
            }
        }
        else if (pass.Address is { } address && pass.Protocol is Protocol.Http or Protocol.Https && pass.Directive.Replace([address.ToString(), address.Host], NameFor(address)) is { } renamed)
        {
            // Only a block keeps connections. The Host header that nginx sends by default is the name in proxy_pass: it stays as it was.
            var upstream = new Statement("upstream", [NameFor(address)], [Statement.Of("server", address.ToString()), Statement.Of("keepalive", "32")]);
            yield return ConfigEdit.Insert(upstream, Place.Before(pass.Server.Directive));
            yield return renamed;
            statements = SetsHeader(pass, "Host") ? statements : statements.Add(Statement.Of("proxy_set_header", "Host", HostHeader(pass, address)));
        }
        else
        {
            yield break;
        }

        foreach (var edit in PassEdits.Set(pass, statements))
        {
            yield return edit;
        }
    }

    private static ImmutableArray<Statement> Statements(Pass pass) => pass.Protocol switch
    {
        // A header that upgrades connections has its own idea of when they close.
        Protocol.Http or Protocol.Https when SetsHeader(pass, "Connection") => [Statement.Of("proxy_http_version", "1.1")],
        Protocol.Http or Protocol.Https => [Statement.Of("proxy_http_version", "1.1"), Statement.Of("proxy_set_header", "Connection", "")],
        Protocol.FastCgi => [Statement.Of("fastcgi_keep_conn", "on")],
        _ => [],
    };

    private static bool SetsHeader(Pass pass, string name) => pass.Scope.Reverse()
        .Select(block => block.Children().Where(c => c is { Name: "proxy_set_header", Args.Length: 2 }).ToList())
        .FirstOrDefault(headers => headers.Count > 0)?.Any(h => h.Args[0].Equals(name, StringComparison.OrdinalIgnoreCase)) == true;

    private static string NameFor(PeerAddress address) => "kept_" + string.Concat(address.ToString().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');

    private static string HostHeader(Pass pass, PeerAddress address) =>
        address.Port == (pass.Protocol == Protocol.Https ? HttpsPort : HttpPort) ? address.ToString()[..address.ToString().LastIndexOf(':')] : address.ToString();
}
