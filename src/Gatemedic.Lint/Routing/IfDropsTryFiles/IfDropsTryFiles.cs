using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>An if that holds has a configuration of its own, and try_files is not inherited into it (ngx_http_try_files_module merges nothing).</summary>
public sealed class IfDropsTryFiles : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "if-drops-try-files", CheckGroup.Routing, LintSeverity.Warning, "Where an if holds, try_files is skipped and the upstream not asked")
    {
        LeadsTo = ["upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from location in subject.Model.Servers.SelectMany(s => s.AllLocations())
        let tryFiles = location.Directive.Children().FirstOrDefault(d => d.Name == "try_files")
        where tryFiles is not null && location.Directive.IsWritten() && subject.PassOf(location) is null
        from branch in location.Directive.Children()
        where branch is { Name: "if", Block: not null } && GoesOn(branch)
        select Complaint.At(
            branch,
            $"when this if holds, \"try_files {string.Join(' ', tryFiles.Args)}\" is not done: nginx serves the path as a file, so what would have gone to \"{tryFiles.Args[^1]}\" gets 404",
            "compute the variable with map, or put the if into the server block, where it does not replace the location")
            with
        { Related = [RelatedPlace.Of(tryFiles, "is skipped")] };

    /// <summary>The request stays in the if: nothing in it answers, redirects, passes, or looks for a location again.</summary>
    private static bool GoesOn(Directive branch) => branch.Children().All(d =>
        d.Name is "set" or "break" or "add_header" or "expires" or "access_log" or "limit_rate" or "root" or "gzip"
            || d is { Name: "rewrite", Args: [_, _, "break"] });
}
