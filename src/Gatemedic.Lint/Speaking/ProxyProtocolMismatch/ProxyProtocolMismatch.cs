using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A pass to a server of the same configuration where only one of the two sides uses the PROXY protocol: the line is taken for a request, or its lack for a broken one.</summary>
public sealed class ProxyProtocolMismatch : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "proxy-protocol-mismatch", CheckGroup.Speaking, LintSeverity.Error, "Of two servers of this nginx only one speaks the PROXY protocol")
    {
        LeadsTo = ["protocol-mismatch", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var byPort = (from server in subject.Model.Servers
                      where server.Kind == ServerKind.Http
                      from listen in server.Listens
                      select (Server: server, Listen: listen)).ToLookup(l => l.Listen.Port);
        return subject.Model.Passes.SelectMany(pass => Inspect(subject, pass, byPort));
    }

    private static IEnumerable<Complaint> Inspect(LintSubject subject, Pass pass, ILookup<int, (ServerBlock Server, Listen Listen)> byPort) =>
        from target in Peers.Of(pass)
        let listens = Listens(byPort[target.Port], target).ToList()
        where listens.Count > 0
        let expects = listens.Find(d => d.Args.Contains("proxy_protocol"))
        let sends = pass.Protocol == Protocol.Stream && subject.Words(pass, "proxy_protocol") is ["on"]
        where sends == expects is null
        select Complaint.At(
            pass.Directive,
            sends
                ? $"proxy_protocol is on, but the server at {target} listens without it and answers 400 to the line that it does not know"
                : $"the server at {target} listens with proxy_protocol, but nothing sends it here: it closes every connection with \"broken header\"",
            sends ? "write \"proxy_protocol\" behind the listen, or switch it off here" : "pass to a port that listens without proxy_protocol")
        with
        {
            Related = [RelatedPlace.Of(expects ?? listens[0], "it listens here")],
        };

    /// <summary>The listen lines of http servers that a connection to this address meets; one with proxy_protocol sets it for all of the same socket.</summary>
    private static IEnumerable<Directive> Listens(IEnumerable<(ServerBlock Server, Listen Listen)> ofPort, PeerAddress target) =>
        from placed in ofPort
        let listen = placed.Listen
        where !listen.Udp && Meets(listen.Address, target)
        from directive in placed.Server.Directive.Children()
        where directive.Name == "listen" && directive.File == listen.File && directive.Line == listen.Line
        where directive.Args[0].EndsWith(target.IsUnix ? target.Path! : $"{target.Port}", StringComparison.Ordinal)
        select directive;

    private static bool Meets(string listens, PeerAddress target) =>
        target.IsUnix ? listens == target.ToString()
        : listens.Trim('[', ']') == target.Host || (listens is "*" or "0.0.0.0" && target.Host.StartsWith("127.", StringComparison.Ordinal));
}
