using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A pass whose port belongs by custom to another protocol, or one peer to which the configuration speaks two that no port speaks both of.</summary>
public sealed class PortSchemeMismatch : ICheck
{
    private const string Web = "80 443 3000 5000 8000 8080 8443";

    /// <summary>Ports that a protocol never means.</summary>
    private static readonly (Protocol[] Protocols, string Ports, string Spoken)[] Strangers =
    [
        ([Protocol.Http, Protocol.Grpc], "443 8443", "plain text to a port that is known for TLS"),
        ([Protocol.Https, Protocol.Grpcs], "80", "TLS to a port that is known for plain HTTP"),
        ([Protocol.FastCgi], Web, "FastCGI to a port that is known for HTTP"),
        ([Protocol.Uwsgi, Protocol.Scgi], "80 443 8443", "the uwsgi or SCGI protocol to a port that is known for HTTP"),
        ([Protocol.Http, Protocol.Https], "3306 5432 6379 11211", "HTTP to a port that is known for a database"),
    ];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "port-scheme-mismatch", CheckGroup.Reaching, LintSeverity.Warning, "A pass speaks a protocol that its port is not known for")
    {
        LeadsTo = ["protocol-mismatch", "tls-handshake"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        from target in Peers.Of(pass)
        let why = Stranger(pass, target) ?? SpokenTwice(subject, pass, target)
        where why is not null
        select Complaint.At(pass.Directive, $"{target}: {why}", "use the directive and scheme of the protocol that the application speaks at this port, or its right port");

    private static string? Stranger(Pass pass, PeerAddress target) => Strangers
        .Where(s => s.Protocols.Contains(pass.Protocol) && s.Ports.Split(' ').Contains($"{target.Port}"))
        .Select(s => "this speaks " + s.Spoken)
        .FirstOrDefault();

    private static string? SpokenTwice(LintSubject subject, Pass pass, PeerAddress target) => subject.Model.Passes
        .Where(other => !Agree(other.Protocol, pass.Protocol) && Peers.Of(other).Contains(target))
        .Select(other => $"{pass.Protocol.Text()} is spoken to it here and {other.Protocol.Text()} at {other.Directive.Where}; a port speaks one of them")
        .FirstOrDefault();

    /// <summary>A port may speak HTTP/1 and gRPC at once; TLS and plain text, or HTTP and FastCGI, it may not.</summary>
    private static bool Agree(Protocol a, Protocol b) => Family(a) == Family(b) || a == Protocol.Stream || b == Protocol.Stream;

    private static Protocol Family(Protocol protocol) => protocol switch
    {
        Protocol.Grpc => Protocol.Http,
        Protocol.Grpcs => Protocol.Https,
        _ => protocol,
    };
}
