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
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        Inspect(subject, subject.Model.Servers.Where(s => s.Kind == ServerKind.Http).SelectMany(s => s.Listens.Select(l => (s, l))).ToLookup(pair => pair.l.Port));

    private static IEnumerable<Complaint> Inspect(LintSubject subject, ILookup<int, (ServerBlock Server, Listen Listen)> sockets) =>
        from pass in subject.Model.Passes
        from target in Peers.Of(pass)
        let listens = Listens(sockets[target.Port], target).ToList()
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
    private static IEnumerable<Directive> Listens(IEnumerable<(ServerBlock Server, Listen Listen)> sockets, PeerAddress target) =>
        from socket in sockets
        where !socket.Listen.Udp && Meets(socket.Listen.Address, target)
        from directive in socket.Server.Directive.Children()
        where directive.Name == "listen" && directive.File == socket.Listen.File && directive.Line == socket.Listen.Line
        where directive.Args[0].EndsWith(target.IsUnix ? target.Path! : $"{target.Port}", StringComparison.Ordinal)
        select directive;

    private static bool Meets(string listens, PeerAddress target) =>
        target.IsUnix ? listens == target.ToString()
        : listens.Trim('[', ']') == target.Host || (listens is "*" or "0.0.0.0" && target.Host.StartsWith("127.", StringComparison.Ordinal));
}
