using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Requests that change something are sent to a second peer after the first may have done them (ngx_http_upstream_next, NGX_HTTP_UPSTREAM_FT_NON_IDEMPOTENT).</summary>
public sealed class NonidempotentRetried : ICheck
{
    /// <summary>Failures after which the first peer may have done what was asked; with the statuses 403, 404, 429 and 503 it said that it did not.</summary>
    private static readonly string[] MayBeDone = ["error", "timeout", "invalid_header", "http_500", "http_502", "http_504"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "nonidempotent-retried", CheckGroup.Waiting, LintSeverity.Note, "A POST is sent to another peer when the first one may have done it")
    {
        LeadsTo = ["slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Server.Kind == ServerKind.Http && subject.Attempts(pass) > 1
        let value = subject.Model.Effective(pass, Retries.Directive(pass))
        where value.Args.Contains("non_idempotent") && !value.Args.Contains("off")
        let after = MayBeDone.Where(value.Args.Contains).ToList()
        where after.Count > 0
        select new Complaint(
            value.File!,
            value.Line!.Value,
            $"with non_idempotent a POST that fails with {string.Join(" or ", after)} is sent to the next peer, although the first may have done it: an order can be placed twice, "
                + "and a slow one keeps every peer busy in turn",
            "take non_idempotent out, unless every POST, LOCK and PATCH of this route can be repeated without harm")
        { Related = [RelatedPlace.Of(pass.Directive, $"up to {subject.Attempts(pass)} peers are tried for this pass")] };
}
