using System.Text.RegularExpressions;

namespace Gatemedic.Lint;

/// <summary>A copy that an editor, a package or a person left in a directory of which nginx reads every file.</summary>
public sealed partial class BackupFileIncluded : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "backup-file-included", CheckGroup.Routing, LintSeverity.Warning, "An include with wildcards also reads a backup copy")
    {
        LeadsTo = ["upstream-down"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from include in PlacedInclude.Of(subject)
        where include.Directive.Args is [var pattern, ..] && PlacedInclude.HasWildcards(pattern)
        from file in include.Files(subject)
        where Backup().IsMatch(file)
        select Complaint.At(
            include.Directive,
            $"\"{include.Directive.Args[0]}\" also includes \"{file}\", which looks like a copy: its servers and upstreams are loaded beside the real ones",
            "move the copy out of the directory, or include \"*.conf\" only")
            with
        { Related = [new RelatedPlace(file, 1, "is loaded as well")] };

    [GeneratedRegex(@"(?:~|[.-](?:bak|backup|old|orig|save|swp|copy|disabled|off|dpkg-(?:old|new|dist|bak|tmp)|ucf-(?:old|new|dist)|rpm(?:save|new|orig))(?:[.\d-]*)|\.bak\.conf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Backup();
}
