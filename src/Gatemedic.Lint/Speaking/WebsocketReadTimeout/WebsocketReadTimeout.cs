namespace Gatemedic.Lint;

/// <summary>A pass that hands on Upgrade with nginx's default <c>proxy_read_timeout</c>: a WebSocket in which the application is silent for a minute is closed.</summary>
public sealed class WebsocketReadTimeout : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "websocket-read-timeout", CheckGroup.Speaking, LintSeverity.Note, "An idle WebSocket is closed after 60 seconds, the default proxy_read_timeout")
    {
        LeadsTo = ["slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where !subject.IsFragment && ProxyHeaders.IsHttp(pass) && ProxyHeaders.Value(subject, pass, "Upgrade") is { Length: > 0 }
        where subject.Model.Effective(pass, "proxy_read_timeout").File is null
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            pass.Directive,
            "proxy_read_timeout is the default of 60s: a WebSocket in which the application says nothing for that long is closed with \"upstream timed out\"",
            "set \"proxy_read_timeout\" longer than the interval in which the application pings");
}
