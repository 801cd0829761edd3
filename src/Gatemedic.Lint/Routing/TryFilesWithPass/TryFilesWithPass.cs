using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>try_files chooses the path, not who answers: beside a pass, the files that exist are asked from the upstream and the rest goes to the fallback.</summary>
public sealed class TryFilesWithPass : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "try-files-with-pass", CheckGroup.Routing, LintSeverity.Warning, "try_files beside a pass: only paths of existing files reach the upstream")
    {
        LeadsTo = ["upstream-returned-502", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where ReferenceEquals(pass.Scope[^1], pass.Location?.Directive)
        let tryFiles = pass.Scope[^1].Children().FirstOrDefault(d => d.Name == "try_files")
        where tryFiles is { Args.Length: > 1 } && !IsScript(pass, tryFiles)
        select Complaint.At(
            tryFiles,
            $"{pass.Directive.Name} answers here only for files that exist on nginx's disk; every other request goes to \"{tryFiles.Args[^1]}\" and not to {pass.Directive.Args[0]}",
            "move the pass into a named location, \"location @app\", and let try_files end with \"@app\"")
            with
        { Related = [RelatedPlace.Of(pass.Directive, "is asked only for files that exist")] };

    /// <summary>Servers that run scripts are given existing files only, on purpose.</summary>
    private static bool IsScript(Pass pass, Directive tryFiles) =>
        pass.Protocol == Protocol.FastCgi || (pass.Protocol is Protocol.Uwsgi or Protocol.Scgi && tryFiles.Args[^1].StartsWith('='));
}
