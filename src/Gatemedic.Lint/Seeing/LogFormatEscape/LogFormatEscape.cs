namespace Gatemedic.Lint;

/// <summary>A log format that looks like JSON but escapes like text: a quote becomes \x22, which JSON does not know (ngx_http_log_escape).</summary>
public sealed class LogFormatEscape : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "log-format-escape", CheckGroup.Seeing, LintSeverity.Note, "A JSON log format without escape=json writes lines that no parser takes")
    {
        LeadsTo = ["upstream-down", "slow-upstream"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from placed in subject.All("log_format")
        where placed.Directive.Args is [_, var first, ..] && first != "escape=json" && IsJson(string.Concat(placed.Directive.Args.Skip(first.StartsWith("escape=", StringComparison.Ordinal) ? 2 : 1)))
        select Complaint.At(
            placed.Directive,
            $"\"{placed.Directive.Args[0]}\" is written like JSON, but a quote or an odd byte from a client {(placed.Directive.Args[1] == "escape=none" ? "is put into it as it is" : "becomes \\xXX")}, which is no JSON: those lines are lost to whatever reads the log",
            $"write \"log_format {placed.Directive.Args[0]} escape=json ...\"");

    private static bool IsJson(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.StartsWith("{") && trimmed.EndsWith("}") && trimmed.Contains("\":", StringComparison.Ordinal) && trimmed.Contains('$');
    }
}
