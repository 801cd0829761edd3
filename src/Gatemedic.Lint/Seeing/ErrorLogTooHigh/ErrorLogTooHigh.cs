using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>An error log that leaves out the level at which nginx tells of upstreams: connect(), time-outs and closed connections are "error" (ngx_http_upstream.c).</summary>
public sealed class ErrorLogTooHigh : ICheck
{
    private static readonly string[] Silent = ["crit", "alert", "emerg"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "error-log-too-high", CheckGroup.Seeing, LintSeverity.Warning, "The error log leaves out the messages that explain gateway errors")
    {
        LeadsTo = ["upstream-down", "slow-upstream", "upstream-reset", "header-too-big"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from placed in subject.All("error_log")
        where placed.Directive.Args is [var path, var level, ..] && path != "/dev/null" && Silent.Contains(level)
            && placed.Context is not ("mail" or "events") && !Others(subject, placed).Any(d => d.Args is not [_, "crit" or "alert" or "emerg", ..])
        select Complaint.At(
            placed.Directive,
            $"level {placed.Directive.Args[1]} leaves out \"connect() failed\", \"upstream timed out\" and the rest of what nginx says of upstreams, which is logged as error",
            "set the level to error or warn");

    /// <summary>The other error logs of the same block: nginx writes to all of them.</summary>
    private static IEnumerable<Directive> Others(LintSubject subject, PlacedDirective placed) =>
        subject.In(placed.Around.LastOrDefault(), "error_log").Where(d => !ReferenceEquals(d, placed.Directive));
}
