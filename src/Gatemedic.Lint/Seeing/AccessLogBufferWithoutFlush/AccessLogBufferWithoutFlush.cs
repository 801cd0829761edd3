namespace Gatemedic.Lint;

/// <summary>A buffered access log without a time: lines are written only when the buffer is full (ngx_http_log_set_log starts no timer).</summary>
public sealed class AccessLogBufferWithoutFlush : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "access-log-buffer-without-flush", CheckGroup.Seeing, LintSeverity.Note, "A buffered access log without flush= shows requests when its buffer is full")
    {
        LeadsTo = ["slow-upstream", "upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from placed in subject.All("access_log")
        let buffer = placed.Directive.Args.Skip(2).FirstOrDefault(a => a.StartsWith("buffer=", StringComparison.Ordinal) || a == "gzip" || a.StartsWith("gzip=", StringComparison.Ordinal))
        where buffer is not null && !placed.Directive.Args.Any(a => a.StartsWith("flush=", StringComparison.Ordinal))
        select Complaint.At(
            placed.Directive,
            $"\"{buffer}\" without flush=: a line is written when the buffer of its worker is full, however long that takes, so the log ends before the errors that one looks for",
            "add \"flush=5s\"");
}
