namespace Gatemedic.Lint;

/// <summary>error_log has no "off": nginx opens a file of that name (ngx_log_set_log).</summary>
public sealed class ErrorLogOffIsAFile : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "error-log-off-is-a-file", CheckGroup.Seeing, LintSeverity.Warning, "error_log off writes to a file named off; nothing is turned off")
    {
        LeadsTo = ["upstream-down", "slow-upstream", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from placed in subject.All("error_log")
        where placed.Directive.Args is [var path, ..] && path.Equals("off", StringComparison.OrdinalIgnoreCase)
        select Complaint.At(
            placed.Directive,
            $"unlike access_log, error_log knows no \"off\": the messages go to a file named \"{placed.Directive.Args[0]}\" in nginx's directory, where nobody looks and nothing rotates it",
            "remove the line, so that the log of the level above is used");
}
