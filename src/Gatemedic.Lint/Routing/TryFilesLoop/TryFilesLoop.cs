namespace Gatemedic.Lint;

/// <summary>A fallback that comes back to its own try_files, which cannot find it as a file either: after ten rounds nginx answers 500 (ngx_http_internal_redirect).</summary>
public sealed class TryFilesLoop : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "try-files-loop", CheckGroup.Routing, LintSeverity.Error, "The fallback of try_files leads back to it until nginx answers 500")
    {
        LeadsTo = ["upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from server in subject.Model.Servers
        from location in server.AllLocations()
        let tryFiles = location.Directive.Children().FirstOrDefault(d => d.Name == "try_files")
        where tryFiles is { Args.Length: > 1 } && !location.Directive.Children().Any(d => d.Name is "if" or "rewrite" or "return")
        let fallback = Path(tryFiles.Args[^1])
        where ReferenceEquals(subject.Locate(server, fallback), location) && (fallback.StartsWith('@') || !tryFiles.Args.SkipLast(1).Any(file => MayBe(file, fallback)))
        select Complaint.At(
            tryFiles,
            $"\"{tryFiles.Args[^1]}\" leads to this location again, where no file before it can be {(fallback.StartsWith('@') ? "found that was not found the first time" : "that one")}: \"rewrite or internal redirection cycle\", 500",
            fallback.StartsWith('@') ? "let it end with another location or a status such as =404" : "add $uri to the files, or give the fallback a location of its own");

    /// <summary>The path of a URI with arguments.</summary>
    private static string Path(string uri)
    {
        var arguments = uri.IndexOf("$is_args", StringComparison.Ordinal) is >= 0 and var at ? at : uri.IndexOf('?', StringComparison.Ordinal);
        return arguments < 0 ? uri : uri[..arguments];
    }

    /// <summary>When the fallback is asked for, this file may be the one that is found: itself, or one behind a name without extension.</summary>
    private static bool MayBe(string file, string fallback)
    {
        var rest = file.Replace("$uri", "", StringComparison.Ordinal).Replace("${uri}", "", StringComparison.Ordinal);
        return rest.Contains('$', StringComparison.Ordinal)
            || (rest.Length < file.Length && (rest.Length == 0 || !fallback[(fallback.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal)));
    }
}
