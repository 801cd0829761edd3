namespace Gatemedic.Lint;

/// <summary>An include with wildcards that matches no file: nginx goes on without a word (ngx_conf_include, glob).</summary>
public sealed class IncludeMatchesNothing : ICheck
{
    /// <summary>The directories that packages of nginx include and leave empty.</summary>
    private static readonly string[] EmptyByDefault = ["conf.d", "modules-enabled", "sites-enabled", "default.d", "modules", "http.d", "vhosts.d"];

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "include-matches-nothing", CheckGroup.Routing, LintSeverity.Note, "An include with wildcards matches no file, and nginx says nothing")
    {
        LeadsTo = ["upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) => subject.Files is not { } files ? [] :
        from include in PlacedInclude.Of(subject)
        let pattern = include.Pattern(subject)
        where pattern is not null && PlacedInclude.HasWildcards(pattern) && !IsEmptyByDefault(pattern) && files.Glob(pattern).IsEmpty
        select Complaint.At(
            include.Directive,
            $"\"{pattern}\" matches no file, so nothing is included here{(include.Block is { } block ? $" in {block.Name}" : "")}, and nginx loads without it",
            "correct the path or the ending, or remove the include");

    private static bool IsEmptyByDefault(string pattern) =>
        pattern.Split('/') is [.., var folder, var file] && EmptyByDefault.Contains(folder) && file is "*" or "*.conf";
}
