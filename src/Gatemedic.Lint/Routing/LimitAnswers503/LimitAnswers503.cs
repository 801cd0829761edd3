namespace Gatemedic.Lint;

/// <summary>A limit that refuses with its default status, 503 (ngx_http_limit_req_module, ngx_http_limit_conn_module).</summary>
public sealed class LimitAnswers503 : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "limit-answers-503", CheckGroup.Routing, LintSeverity.Note, "A limit refuses clients with 503, which looks like a failing upstream")
    {
        LeadsTo = ["upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from name in (string[])["limit_req", "limit_conn"]
        from placed in subject.All(name)
        where !placed.IsStream && !subject.IsFragment && subject.Holding(placed.Around, name + "_status").IsEmpty
        select Complaint.At(
            placed.Directive,
            "a client over this limit gets 503, as from a failing gateway; only the error log tells them apart",
            $"set \"{name}_status 429;\" beside it");
}
