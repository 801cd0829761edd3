namespace Gatemedic.Lint;

/// <summary>A group with one live server beside <c>down</c> ones: nginx counts those for its rule that a single peer is never left out (peers->single in ngx_http_upstream_init_round_robin).</summary>
public sealed class SinglePeerWithDown : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "single-peer-with-down", CheckGroup.Reaching, LintSeverity.Warning, "A server that is down makes the only live one fail for ten seconds at a time")
    {
        LeadsTo = ["peer-state-cached"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from upstream in subject.Model.Upstreams
        where Peers.Count(upstream) is (1, 0)
        let live = upstream.Servers.First(s => s is { Down: false, Backup: false })
        let down = upstream.Servers.FirstOrDefault(s => s.Down)
        where down is not null && !live.Directive.Args.Contains("max_fails=0")
        select Complaint.At(
            live.Directive,
            $"it is the only live server of \"{upstream.Name}\", but the one that is down still counts as a peer: after max_fails failures (1) nginx leaves this one out for fail_timeout (10s) and answers 502, which it never does to a single peer",
            "remove the server that is down, or write \"max_fails=0\" here")
        with
        {
            Related = [RelatedPlace.Of(down.Directive, "down, but counted")],
        };
}
