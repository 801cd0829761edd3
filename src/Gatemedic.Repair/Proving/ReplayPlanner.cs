using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>Finds requests that take given routes: those that failed, as the log has them, else the route's own prefix.</summary>
public static class ReplayPlanner
{
    private const int Most = 4;

    /// <summary>Requests that take the finding's routes.</summary>
    public static ImmutableArray<Replay> Failing(Finding finding, Scene scene) =>
        [.. finding.Routes.Select(p => Of(finding.Instance, p, scene, finding.Targets)).OfType<Replay>().Take(Most)];

    /// <summary>Requests that take other routes of the same nginx.</summary>
    public static ImmutableArray<Replay> Control(Finding finding, Scene scene)
    {
        var failing = finding.Routes.Select(p => p.Directive).ToHashSet(ReferenceEqualityComparer.Instance);
        return finding.Instance.Model() is { } model
            ? [.. model.Passes.Where(p => !failing.Contains(p.Directive)).Select(p => Of(finding.Instance, p, scene, [])).OfType<Replay>().Take(Most)]
            : [];
    }

    private static Replay? Of(NginxInstance instance, Pass pass, Scene scene, ImmutableArray<Target> targets)
    {
        if (pass.Server.Kind != ServerKind.Http || instance.Model() is not { } model || instance.MasterPid is null)
        {
            return null;
        }

        var samples = targets.SelectMany(t => t.Current).SelectMany(g => g.Samples);
        return (from listen in pass.Server.Listens.Where(l => l is { Udp: false, WantsProxyProtocol: false, OnlyHttp2: false }).OrderBy(l => l.Ssl)
                let place = Place(listen)
                where place is not null
                from sample in samples.Select(s => (Host: s.Host ?? s.Server, Path: FailingRoutes.RequestPath(IsSafe(s.Request) ? s.Request : null))).Append((Host: null, Path: Prefix(pass)))
                where sample.Path is not null
                let host = Literal(sample.Host is { Length: > 0 } asked ? Bare(asked) : null) ?? pass.Server.Names.Select(Literal).FirstOrDefault(n => n is not null) ?? "localhost"
                let port = listen.Port is 0 || listen.Port == (listen.Ssl ? 443 : 80) ? "" : $":{listen.Port}"
                let url = $"{(listen.Ssl ? "https" : "http")}://{host}{port}{sample.Path}"
                where Uri.TryCreate(url, UriKind.Absolute, out var parsed) && ReferenceEquals(model.Route(parsed).Pass?.Directive, pass.Directive)
                let request = new ProbeRequest(host + port, sample.Path, listen.Ssl ? host : null, HttpVersion: "1.1")
                select new Replay(url, new ProbePeer(place, listen.Ssl ? Protocol.Https : Protocol.Http, request, scene.NetNsOf(instance)), pass.Directive.Where))
            .FirstOrDefault();
    }

    private static bool IsSafe(string? request) => request?.StartsWith("GET /", StringComparison.Ordinal) == true || request?.StartsWith("HEAD /", StringComparison.Ordinal) == true;

    private static string? Prefix(Pass pass) => pass.Location switch
    {
        null => "/",
        { Modifier: "" or "=" or "^~", Pattern: var pattern } => pattern,
        { Pattern: @"\.php$" } => "/index.php",
        _ => null,
    };

    private static string? Literal(string? name) => name is { Length: > 0 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && name != "_" ? name : null;

    private static string Bare(string host) => host.Split(':')[0];

    private static PeerAddress? Place(Listen listen) => listen.Address switch
    {
        var unix when unix.StartsWith("unix:", StringComparison.Ordinal) => new PeerAddress("", 0, unix["unix:".Length..]),
        "*" or "0.0.0.0" or "localhost" => new PeerAddress("127.0.0.1", listen.Port),
        "[::]" => new PeerAddress(listen.AlsoIpv4 ? "127.0.0.1" : "::1", listen.Port),
        var address when IPAddress.TryParse(address.Trim('[', ']'), out var literal) && literal.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 =>
            new PeerAddress(address.Trim('[', ']'), listen.Port),
        _ => null,
    };
}
