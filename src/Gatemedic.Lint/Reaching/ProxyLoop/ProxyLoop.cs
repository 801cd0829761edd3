using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A location that passes, with its path unchanged, to an address that its own server listens on: the request comes back to the same location until connections run out.</summary>
public sealed class ProxyLoop : ICheck
{
    /// <summary>Directives that may end the circle, or enter it only sometimes.</summary>
    private static readonly string[] Exits = ["if", "rewrite", "return", "try_files", "set_by_lua_block", "access_by_lua_block", "rewrite_by_lua_block", "auth_request", "limit_except"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "proxy-loop", CheckGroup.Reaching, LintSeverity.Error, "A location passes to the address that its own server listens on")
    {
        LeadsTo = ["worker-connections", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { Protocol: Protocol.Http or Protocol.Https, HasVariables: false, Uri: "", Location: { Modifier: not "@" } location } && pass.Scope[^1] == location.Directive
        from target in Peers.Of(pass)
        let own = pass.Server.Listens.FirstOrDefault(l => Meets(l, target, pass.Protocol == Protocol.Https))
        where own is not null && !MayLeave(pass) && ComesBack(subject, pass, own)
        select Complaint.At(
            pass.Directive,
            $"\"{target}\" is where this server listens itself: the request comes back to this location, again and again, until worker_connections run out",
            "write the address and port of the application")
        with
        {
            Related = [new RelatedPlace(own.File, own.Line, "this server listens here")],
        };

    private static bool MayLeave(Pass pass) =>
        pass.Scope.Where(b => b.Name is "server" or "location").SelectMany(b => b.Children()).Any(d => Exits.Contains(d.Name));

    private static bool Meets(Listen listen, PeerAddress target, bool tls) =>
        listen.Port == target.Port && listen.Port > 0 && listen.Ssl == tls && !listen.Udp
        && (listen.Address.Trim('[', ']') == target.Host
            || (listen.Address is "*" or "0.0.0.0" && (target.Host.StartsWith("127.", StringComparison.Ordinal) || target.Host == "localhost")));

    /// <summary>No other server at that port could take the request: there is none, or it carries the client's own Host.</summary>
    private static bool ComesBack(LintSubject subject, Pass pass, Listen own) =>
        subject.Model.Servers.Count(s => s.Kind == ServerKind.Http && s.Listens.Any(l => l.Port == own.Port)) == 1
        || ProxyHeaders.Value(subject, pass, "Host") is "$host" or "$http_host";
}
