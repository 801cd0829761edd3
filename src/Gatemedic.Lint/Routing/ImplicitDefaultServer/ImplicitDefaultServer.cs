using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Several servers on a socket and none chosen as default: the first written takes every unknown host (ngx_http_add_addresses).</summary>
public sealed class ImplicitDefaultServer : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "implicit-default-server", CheckGroup.Routing, LintSeverity.Note, "Requests for unknown hosts go to an upstream only because its server comes first")
    {
        LeadsTo = ["upstream-down", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) => subject.IsFragment ? [] :
        from socket in ServerSocket.Of(subject.Model.Servers)
        where socket is { Marked: false, Servers.Count: > 1 }
        let first = socket.Default
        where !IsCatchAll(first) && subject.Model.Passes.Any(p => ReferenceEquals(p.Server, first))
        group socket by first into same
        select Complaint.At(
            same.Key.Directive,
            $"a request to {string.Join(" or ", same.Select(s => s.Text))} for a host that no server names goes to this server and its upstream, because it is the first of {same.First().Servers.Count} and none has default_server",
            "give one server \"default_server\", best one of its own that ends with \"return 444;\" or \"return 404;\"");

    /// <summary>Its names say that it is meant for the rest.</summary>
    private static bool IsCatchAll(ServerBlock server) =>
        server.Names.All(n => n is "_" or "" or "*" || !n.TrimStart('~', '^').Any(char.IsAsciiLetterOrDigit));
}
