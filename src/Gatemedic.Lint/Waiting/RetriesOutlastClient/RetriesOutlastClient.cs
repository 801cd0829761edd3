using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A request that times out is run by one peer after the other, each for the whole read time-out: minutes after the client has gone.</summary>
public sealed class RetriesOutlastClient : ICheck
{
    /// <summary>Longer than browsers, load balancers and people wait.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "retries-outlast-client", CheckGroup.Waiting, LintSeverity.Warning, "A request that times out is repeated for longer than any client waits")
    {
        LeadsTo = ["slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        // What bounds the retries may stand around a fragment.
        from pass in subject.IsFragment ? [] : subject.Model.Passes
        where pass.Server.Kind == ServerKind.Http
        let attempts = subject.Attempts(pass)
        where attempts > 1 && !IsStream(subject, pass)
        let when = subject.Words(pass, Retries.Directive(pass))
        // Every gRPC call is a POST, and nginx repeats none that has been sent (ngx_http_upstream_next).
        where pass.Protocol.DirectivePrefix() != "grpc_" || when.Contains("non_idempotent")
        let directive = pass.Protocol.DirectivePrefix() + "read_timeout"
        let value = subject.Model.Effective(pass, directive)
        where value.Line is not null && when.Contains("timeout") && !when.Contains("off")
            && subject.Time(pass, Retries.Directive(pass) + "_timeout") == TimeSpan.Zero
            && subject.Time(pass, directive) * attempts > Patience
        select new Complaint(
            value.File!,
            value.Line!.Value,
            $"a request that gets no answer waits {value.Text} for each of {attempts} peers of \"{pass.Upstream!.Name}\", {Length(subject.Time(pass, directive)!.Value * attempts)} in all: "
                + "the client is long gone, and one slow request has every peer work on it and marks each as failed",
            $"set \"{Retries.Directive(pass)} error;\" so that a slow request is not repeated, or bound it with {Retries.Directive(pass)}_timeout")
        { Related = [RelatedPlace.Of(pass.Directive, "holds for this pass")] };

    /// <summary>An upgraded or unbuffered conversation: the long time is meant for the silence after the header, when nothing is retried.</summary>
    private static bool IsStream(LintSubject subject, Pass pass) =>
        subject.Words(pass, pass.Protocol.DirectivePrefix() + "buffering") is ["off"]
        || subject.Model.EffectiveAll(pass, "proxy_set_header").Any(h => h.Args is [var name, ..] && name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase));

    private static string Length(TimeSpan time) => time < TimeSpan.FromHours(2) ? $"{time.TotalMinutes:0.#} minutes" : $"{time.TotalHours:0.#} hours";
}
