using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Repair;

/// <summary>Finds requests that take given routes: those that failed, as the log has them, else the route's own prefix.</summary>
public static class ReplayPlanner
{
    private const int Most = 4;

    /// <summary>Requests that take the finding's routes; where nginx itself is what fails, those whose lines in its log are the evidence.</summary>
    public static ImmutableArray<Replay> Failing(Finding finding, Scene scene)
    {
        var isOwn = finding.Targets.IsEmpty;
        ImmutableArray<ErrorGroup> complaints = isOwn ? Own(finding, scene) : [.. finding.Targets.SelectMany(t => t.Current)];
        var routes = isOwn && finding.Instance.Model() is { } model ? FailingRoutes.PassesOf(model, complaints) : finding.Routes;
        return [.. routes.Select(p => Of(finding.Instance, p, scene, complaints)).OfType<Replay>().Take(Most)];
    }

    /// <summary>Those of the kinds that the evidence names: nginx says the same with a request and, where it takes a client in, without.</summary>
    private static ImmutableArray<ErrorGroup> Own(Finding finding, Scene scene)
    {
        var shown = finding.Evidence.Where(e => e is { For: true, Kind: EvidenceKind.Log }).Select(e => e.Source).ToHashSet(StringComparer.Ordinal);
        var all = scene.Complaints(finding.Instance, _ => true);
        var kinds = all.Where(g => g.Samples.Any(s => shown.Contains(s.Source))).Select(g => g.Signature).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(g => kinds.Contains(g.Signature))];
    }

    /// <summary>Requests that take other routes of the same nginx.</summary>
    public static ImmutableArray<Replay> Control(Finding finding, Scene scene)
    {
        var failing = finding.Routes.Select(p => p.Directive).ToHashSet(ReferenceEqualityComparer.Instance);
        return finding.Instance.Model() is { } model
            ? [.. model.Passes.Where(p => !failing.Contains(p.Directive)).Select(p => Of(finding.Instance, p, scene, [])).OfType<Replay>().Take(Most)]
            : [];
    }

    private static Replay? Of(NginxInstance instance, Pass pass, Scene scene, ImmutableArray<ErrorGroup> complaints)
    {
        if (pass.Server.Kind != ServerKind.Http || instance.Model() is not { } model || instance.MasterPid is null)
        {
            return null;
        }

        var samples = complaints.SelectMany(g => g.Samples);
        return (from listen in pass.Server.Listens.Where(l => l is { Udp: false, WantsProxyProtocol: false, OnlyHttp2: false }).OrderBy(l => l.Ssl)
                let place = Place(listen)
                where place is not null
                from sample in samples.Select(s => (Host: s.Host ?? s.Server, Path: FailingRoutes.RequestPath(IsSafe(s.Request) ? s.Request : null))).Append((Host: null, Path: Prefix(pass)))
                where sample.Path is not null
                let host = Literal(sample.Host is { Length: > 0 } asked ? Bare(asked) : null) ?? pass.Server.Names.Select(Literal).FirstOrDefault(n => n is not null) ?? "localhost"
                let port = listen.Port is 0 || listen.Port == (listen.Ssl ? 443 : 80) ? "" : $":{listen.Port}"
                let url = $"{(listen.Ssl ? "https" : "http")}://{host}{port}{sample.Path}"
                where Uri.TryCreate(url, UriKind.Absolute, out var parsed) && Takes(model.Route(parsed), pass)
                let request = new ProbeRequest(host + port, sample.Path, listen.Ssl ? host : null, HttpVersion: "1.1")
                select new Replay(url, new ProbePeer(place, listen.Ssl ? Protocol.Https : Protocol.Http, request, scene.NetNsOf(instance)), pass.Directive.Where))
            .FirstOrDefault();
    }

    /// <summary>It goes to the pass, or ends in its location with nothing to pass to: a name that nothing resolves.</summary>
    private static bool Takes(RoutedRequest request, Pass pass) =>
        request.Pass is { } taken ? ReferenceEquals(taken.Directive, pass.Directive)
        : pass.HasVariables && pass.Location is { } own && request.Steps is [.., var last] && ReferenceEquals(last.Directive, own.Directive);

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
