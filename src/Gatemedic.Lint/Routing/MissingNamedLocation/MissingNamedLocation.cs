using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A redirect to a named location that the server does not have: 500 (ngx_http_named_location).</summary>
public sealed class MissingNamedLocation : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "missing-named-location", CheckGroup.Routing, LintSeverity.Error, "try_files or error_page names a location that its server does not have: 500")
    {
        LeadsTo = ["upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from placed in subject.All("try_files").Concat(subject.All("error_page"))
        where placed.Directive.Args.Length > 1
        let target = placed.Directive.Args[^1]
        where target.StartsWith('@') && !target.Contains('$', StringComparison.Ordinal)
        let lacking = Servers(subject, placed).FirstOrDefault(s => s.Directive.IsWritten() && subject.Locate(s, target) is null)
        where lacking is not null
        select Complaint.At(
            placed.Directive,
            $"there is no \"location {target}\" in the server of {lacking.Directive.Where}: what ends here gets 500, \"could not find named location\"",
            $"write \"location {target}\" into the server block, or name one that is there");

    /// <summary>The servers for which a directive holds: its own, or outside of servers all those that have none themselves.</summary>
    private static IEnumerable<ServerBlock> Servers(LintSubject subject, PlacedDirective placed) =>
        subject.ServerOf(placed) is { } own ? [own]
        : subject.IsFragment || placed.Around is not [{ Name: "http" } http] ? []
        : subject.Model.Servers.Where(s => ReferenceEquals(s.Parent, http) && !s.Directive.Children().Any(d => d.Name == placed.Directive.Name));
}
