using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>How often nginx would send a request on when a peer fails (ngx_http_upstream_next).</summary>
internal static class Retries
{
    /// <summary>Peers that one request may try: those of the group that are not down, backups too, at most *_next_upstream_tries; 1 without a group.</summary>
    public static int Attempts(this LintSubject subject, Pass pass)
    {
        var peers = pass.Upstream?.Servers.Count(s => !s.Down) ?? 1;
        var limit = subject.Words(pass, Directive(pass) + "_tries") is [var word, ..] && int.TryParse(word, out var tries) ? tries : 0;
        return limit > 0 ? Math.Min(limit, peers) : peers;
    }

    /// <summary>The name of the directive that says when: proxy_next_upstream and its twins.</summary>
    public static string Directive(Pass pass) => pass.Protocol.DirectivePrefix() + "next_upstream";
}
