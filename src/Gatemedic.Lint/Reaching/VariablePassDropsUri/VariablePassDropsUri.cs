using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A pass to a variable host with a fixed path: every request asks the upstream for that one path (ngx_http_proxy_eval takes the text as it is).</summary>
public sealed class VariablePassDropsUri : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "variable-pass-drops-uri", CheckGroup.Reaching, LintSeverity.Error, "A proxy_pass with a variable and a fixed path sends every request to that path")
    {
        LeadsTo = ["upstream-returned-502", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { HasVariables: true, Protocol: Protocol.Http or Protocol.Https, Uri.Length: > 0 } && IsFixed(pass) && !IsExact(pass)
        select Complaint.At(
            pass.Directive,
            $"\"{pass.Directive.Args[0]}\" has a variable, so nginx sends \"{pass.Uri}\" whatever was asked: it does not put the rest of the request's path behind it",
            "write $request_uri behind the host, or drop the path so that the request's own is sent");

    /// <summary>The path has no variable that could hold the request's own path.</summary>
    private static bool IsFixed(Pass pass)
    {
        var written = pass.Directive.Args[0];
        var authority = written.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : written.IndexOf('/', authority + 3);
        return path >= 0 && !written[path..].Contains('$', StringComparison.Ordinal);
    }

    /// <summary>An exact location has one path only; sending another fixed one is then meant.</summary>
    private static bool IsExact(Pass pass) => pass.Location is { Modifier: "=" or "@" };
}
