using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary><c>proxy_set_header</c> and its like on an inner level: nginx takes none from outer levels then, and what is not repeated is lost.</summary>
public sealed class SetHeaderLost : ICheck
{
    /// <summary>The directives that say what is sent, each inherited as a whole.</summary>
    private static readonly (string Directive, Protocol[] Protocols)[] Lists =
    [
        ("proxy_set_header", [Protocol.Http, Protocol.Https]),
        ("grpc_set_header", [Protocol.Grpc, Protocol.Grpcs]),
        ("fastcgi_param", [Protocol.FastCgi]),
        ("uwsgi_param", [Protocol.Uwsgi]),
        ("scgi_param", [Protocol.Scgi]),
    ];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "set-header-lost", CheckGroup.Speaking, LintSeverity.Warning, "Headers of an outer level are lost, because an inner one sets its own")
    {
        LeadsTo = ["upstream-returned-502", "protocol-mismatch"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from list in Lists
        let byBlock = subject.All(list.Directive).Where(p => p.Directive.Args.Length >= 2)
            .ToLookup(p => p.Around.LastOrDefault(), p => p.Directive, ReferenceEqualityComparer.Instance)
        from pass in byBlock.Count < 2 ? [] : subject.Model.Passes
        where list.Protocols.Contains(pass.Protocol)
        let levels = pass.Scope.Reverse().Append(null).Select(block => byBlock[block].ToList()).Where(set => set.Count > 0).Take(2).ToList()
        where levels.Count == 2
        let lost = levels[1].Where(outer => !IsSentAnyway(subject, outer) && !levels[0].Exists(inner => inner.Args[0].Equals(outer.Args[0], StringComparison.OrdinalIgnoreCase))).ToList()
        where lost.Count > 0
        where !UnreadIncludes.Concern(pass)
        select Complaint.At(
            levels[0][0],
            $"this level sets its own {list.Directive}, so those of the outer level are not sent: {string.Join(", ", lost.Select(l => l.Args[0]).Distinct().Take(4))}{(lost.Count > 4 ? " and others" : "")}",
            "repeat them here, or put all into one file and include it on each level that sets any")
        with
        {
            Related = [RelatedPlace.Of(lost[0], "set here, but not for this pass")],
        };

    /// <summary>nginx itself sends a header so when nothing is set.</summary>
    private static bool IsSentAnyway(LintSubject subject, Directive outer) =>
        outer.Name == "proxy_set_header" && (outer.Args[0].ToLowerInvariant(), outer.Args[1]) switch
        {
            ("host", "$proxy_host") or ("upgrade", "") => true,
            ("connection", var value) => value == (subject.Version >= ProxyHeaders.KeepsByDefault ? "" : "close"),
            _ => false,
        };
}
