using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A group of several peers whose others are not tried when one fails: with one of them down, requests fail although the rest is well.</summary>
public sealed class FailoverOff : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "failover-off", CheckGroup.Waiting, LintSeverity.Warning, "A request is not sent to another peer of the group when the first one is down")
    {
        LeadsTo = ["upstream-down", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass.Server.Kind == ServerKind.Http
        let peers = pass.Upstream?.Servers.Count(s => !s.Down) ?? 1
        where peers > 1
        let value = Culprit(subject, pass)
        where value is not null
        select new Complaint(
            value.File!,
            value.Line!.Value,
            $"\"{value.Directive} {value.Text}\" keeps a failed request from the other peers of the group \"{pass.Upstream!.Name}\": while one of {peers} is down or restarts, "
                + "part of the requests gets 502 although the rest is well",
            $"leave {Retries.Directive(pass)} at \"error timeout\": a POST is not repeated once it was sent; limit retries with {Retries.Directive(pass)}_timeout")
        { Related = [RelatedPlace.Of(pass.Directive, "holds for this pass")] };

    private static EffectiveValue? Culprit(LintSubject subject, Pass pass)
    {
        var when = subject.Model.Effective(pass, Retries.Directive(pass));
        var tries = subject.Model.Effective(pass, Retries.Directive(pass) + "_tries");
        return when.Args.Contains("off") ? when : tries.Args is ["1"] ? tries : null;
    }
}
