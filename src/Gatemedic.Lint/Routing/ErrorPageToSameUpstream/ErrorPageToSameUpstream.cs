using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>The page for a gateway error is asked from the upstream that has just failed (ngx_http_send_error_page redirects inside, and the location found passes again).</summary>
public sealed class ErrorPageToSameUpstream : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "error-page-to-same-upstream", CheckGroup.Routing, LintSeverity.Warning, "The page for a gateway error comes from the upstream that has just failed")
    {
        LeadsTo = ["upstream-down", "connect-timeout"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Server.Kind == ServerKind.Http && pass.Undecided is null
        from page in subject.Model.EffectiveAll(pass, "error_page")
        where page is { Line: not null, Args.Length: > 1 } && (page.Args.Contains("502") || page.Args.Contains("504"))
        let location = subject.Locate(pass.Server, page.Args[^1])
        where location is not null && location.Directive.IsWritten() && !Answers(location)
        let again = subject.PassOf(location)
        where again is not null && IsSame(pass, again)
        group (pass, location) by (page.File, page.Line, Page: page.Args[^1]) into same
        let first = same.First()
        select new Complaint(
            same.Key.File!,
            same.Key.Line!.Value,
            $"\"{same.Key.Page}\" is taken by \"location {first.location.Text}\", which passes to the upstream that has just failed: it is asked again, and while it is down the client gets nginx's own error page",
            same.Key.Page.StartsWith('@')
                ? "let the fallback pass to another upstream or answer by itself"
                : $"add \"location = {same.Key.Page}\" with a root of its own")
        { Related = [RelatedPlace.Of(first.pass.Directive, "fails first"), RelatedPlace.Of(first.location.Directive, "asks it again")] };

    private static bool IsSame(Pass pass, Pass again) =>
        pass.Protocol == again.Protocol
        && (pass.Upstream is not null ? ReferenceEquals(pass.Upstream, again.Upstream) : pass.Address is not null && pass.Address == again.Address);

    /// <summary>Something there may answer before the pass does.</summary>
    private static bool Answers(LocationBlock location) =>
        location.Directive.Children().Any(d => d.Name is "return" or "try_files" or "rewrite" or "if" or "proxy_cache" or "fastcgi_cache" or "uwsgi_cache" or "scgi_cache");
}
