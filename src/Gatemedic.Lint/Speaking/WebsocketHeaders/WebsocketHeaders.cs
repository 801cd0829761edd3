using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A pass that hands on Upgrade but speaks another version than HTTP/1.1 or sends no <c>Connection: upgrade</c>: the handshake is no handshake.</summary>
public sealed class WebsocketHeaders : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "websocket-headers", CheckGroup.Speaking, LintSeverity.Warning, "Upgrade is passed on, but the rest of a WebSocket handshake is not")
    {
        LeadsTo = ["protocol-mismatch", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where ProxyHeaders.IsHttp(pass) && ProxyHeaders.Value(subject, pass, "Upgrade") is { Length: > 0 }
        let why = Why(subject, pass)
        where why is not null
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(pass.Directive, $"Upgrade is passed on, but {why}: the upstream refuses the WebSocket handshake", "set \"proxy_http_version 1.1;\" and \"proxy_set_header Connection $connection_upgrade;\" with a map of $http_upgrade");

    private static string? Why(LintSubject subject, Pass pass) =>
        ProxyHeaders.HttpVersion(subject, pass) is { } version and not "1.1" ? $"the pass speaks HTTP/{version}"
        : ProxyHeaders.Value(subject, pass, "Connection") switch
        {
            null when subject.Version >= ProxyHeaders.KeepsByDefault => "no Connection header goes with it",
            null => "\"Connection: close\" goes with it, nginx's default",
            "" => "the Connection header is removed",
            var value when value.Equals("close", StringComparison.OrdinalIgnoreCase) || value.Equals("keep-alive", StringComparison.OrdinalIgnoreCase) => $"\"Connection: {value}\" goes with it",
            _ => null,
        };
}
