using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A prefix without a slash at its end that is replaced by a path with one: what is below it gets two (ngx_http_proxy_create_request joins the texts as they are).</summary>
public sealed class PassDoublesSlash : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "pass-doubles-slash", CheckGroup.Routing, LintSeverity.Note, "The path of proxy_pass ends with a slash and the location does not: //")
    {
        LeadsTo = ["upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { HasVariables: false, Protocol: Protocol.Http or Protocol.Https, Location.Modifier: "" or "^~" } && pass.Uri.EndsWith('/')
        let location = pass.Location!
        where location.Directive.IsWritten()
            && ReferenceEquals(pass.Scope[^1], location.Directive)
            && !location.Pattern.EndsWith('/')
            && !location.Directive.Children().Any(d => d.Name is "rewrite" or "if")
        select Complaint.At(
            pass.Directive,
            $"\"{location.Pattern}\" is replaced by \"{pass.Uri}\": {location.Pattern}/a is asked for as {pass.Uri}/a",
            $"write \"location {(location.Modifier == "" ? "" : location.Modifier + " ")}{location.Pattern}/\", or, when only {location.Pattern} itself is meant, \"location = {location.Pattern}\"");
}
