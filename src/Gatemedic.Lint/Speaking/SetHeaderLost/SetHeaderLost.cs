using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary><c>proxy_set_header</c> and its like on an inner level: nginx takes none from outer levels then, and what is not repeated is lost.</summary>
public sealed class SetHeaderLost : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "set-header-lost", CheckGroup.Speaking, LintSeverity.Warning, "Headers of an outer level are lost, because an inner one sets its own")
    {
        LeadsTo = ["upstream-returned-502", "protocol-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        let directive = ListOf(pass.Protocol)
        where directive is not null
        let levels = pass.Scope.Reverse().Select(block => block.Children().Where(d => d.Name == directive && d.Args.Length >= 2).ToList()).Where(set => set.Count > 0).Take(2).ToList()
        where levels.Count == 2
        let lost = levels[1].Where(outer => !levels[0].Exists(inner => inner.Args[0].Equals(outer.Args[0], StringComparison.OrdinalIgnoreCase))).ToList()
        where lost.Count > 0
        select Complaint.At(
            levels[0][0],
            $"this level sets its own {directive}, so those of the outer level are not sent: {string.Join(", ", lost.Select(l => l.Args[0]).Distinct().Take(4))}{(lost.Count > 4 ? " and others" : "")}",
            "repeat them here, or put all into one file and include it on each level that sets any")
        with
        {
            Related = [RelatedPlace.Of(lost[0], "set here, but not for this pass")],
        };

    /// <summary>The directive that sets what is sent, null when the protocol has none.</summary>
    private static string? ListOf(Protocol protocol) => protocol switch
    {
        Protocol.Http or Protocol.Https => "proxy_set_header",
        Protocol.Grpc or Protocol.Grpcs => "grpc_set_header",
        Protocol.FastCgi => "fastcgi_param",
        Protocol.Uwsgi => "uwsgi_param",
        Protocol.Scgi => "scgi_param",
        _ => null,
    };
}
