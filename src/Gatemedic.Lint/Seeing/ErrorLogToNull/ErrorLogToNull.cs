using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>The error log of something that passes requests on is thrown away.</summary>
public sealed class ErrorLogToNull : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "error-log-to-null", CheckGroup.Seeing, LintSeverity.Warning, "The messages that explain gateway errors are written to /dev/null")
    {
        LeadsTo = ["upstream-down", "slow-upstream", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject)
    {
        var dropped = subject.Model.Passes
            .SelectMany(pass => subject.Holding(pass.Scope, "error_log").Select(log => (Pass: pass, Log: log)))
            .GroupBy<(Pass Pass, Directive Log), object>(pair => pair.Pass.Scope[^1], ReferenceEqualityComparer.Instance)
            .Where(logs => logs.All(pair => pair.Log.Args is ["/dev/null", ..]))
            .SelectMany(logs => logs);
        return
            from pair in dropped
            group pair.Pass by pair.Log into same
            select Complaint.At(
                same.Key,
                "what nginx says of upstreams, such as \"connect() failed\" and \"upstream timed out\", is thrown away for all that this line holds for",
                "write it to a file, or to stderr in a container; against noise, raise the log's level for single files with log_not_found off")
                with
            { Related = [RelatedPlace.Of(same.First().Directive, "its failures are not logged")] };
    }
}
