using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Requests that are passed on and not logged: their errors cannot be counted, nor told from those that never came.</summary>
public sealed class AccessLogOffOnProxy : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "access-log-off-on-proxy", CheckGroup.Seeing, LintSeverity.Note, "Requests to an upstream are in no access log")
    {
        LeadsTo = ["slow-upstream", "upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { Server.Kind: ServerKind.Http, Location.Modifier: not "=" }
        from log in subject.Holding(pass.Scope, "access_log")
        where log.Args is ["off"]
        group pass by log into same
        select Complaint.At(
            same.Key,
            $"requests to {same.First().Directive.Args[0]} are not logged: how many fail, with which status and after what time, is not known",
            "log them, or log failures only: map $status to a variable and write \"access_log FILE FORMAT if=$variable\"")
            with
        { Related = [RelatedPlace.Of(same.First().Directive, "is not logged")] };
}
