using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A prefix with a slash that is replaced by a path without one: nginx joins the texts as they are (ngx_http_proxy_create_request).</summary>
public sealed class SlashMismatch : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "slash-mismatch", CheckGroup.Routing, LintSeverity.Warning, "The location ends with a slash and the path of proxy_pass does not")
    {
        LeadsTo = ["upstream-returned-502", "upstream-reset"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from pass in subject.Model.Passes
        where pass is { HasVariables: false, Protocol: Protocol.Http or Protocol.Https, Uri.Length: > 0, Location.Modifier: "" or "^~" }
        let location = pass.Location!
        where location.Directive.IsWritten()
            && ReferenceEquals(pass.Scope[^1], location.Directive)
            && location.Pattern.EndsWith('/')
            && IsPath(pass.Uri)
            && !location.Directive.Children().Any(d => d.Name == "rewrite" || d is { Name: "if", Block: not null })
        select Complaint.At(
            pass.Directive,
            $"\"{location.Pattern}\" is replaced by \"{pass.Uri}\": {location.Pattern}a/b is asked for as {pass.Uri}a/b",
            $"write \"{pass.Directive.Args[0]}/\"");

    /// <summary>A text that ends like a directory's name; others, such as <c>/bucket-</c> or <c>/find?name=</c>, are meant to be continued.</summary>
    private static bool IsPath(string uri) => char.IsAsciiLetterOrDigit(uri[^1]) && !uri.Contains('?', StringComparison.Ordinal);
}
