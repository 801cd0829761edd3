using System.Text.RegularExpressions;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A rewrite whose result comes back to it: after ten rounds nginx answers 500 (ngx_http_core_post_rewrite_phase).</summary>
public sealed partial class RewriteLoop : ICheck
{
    /// <summary>What captures may hold; a loop is told only when it is one with each of them.</summary>
    private static readonly string[] Captures = ["", "x", "a/b", "index.html", "p/q.php"];

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "rewrite-loop", CheckGroup.Routing, LintSeverity.Error, "A rewrite matches its own result in the same location until nginx answers 500")
    {
        LeadsTo = ["upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from server in subject.Model.Servers
        from location in server.AllLocations()
        let rewrite = location.Directive.Children().FirstOrDefault(d => d.Name is "rewrite" or "if" or "return" or "break")
        where rewrite is { Name: "rewrite", Args: [_, _] or [_, _, "last"] } && !IsRedirect(rewrite)
        let results = Captures.Select(c => Result(rewrite.Args[1], c)).Distinct().ToList()
        where results.TrueForAll(uri => uri is not null && ReferenceEquals(subject.Locate(server, uri), location) && Matches(rewrite.Args[0], uri))
        select Complaint.At(
            rewrite,
            $"\"{rewrite.Args[1]}\" is taken by \"location {location.Text}\" and matches \"{rewrite.Args[0]}\" again: \"rewrite or internal redirection cycle\", 500",
            "write \"break\" instead of \"last\" to stay in this location, or rewrite to a path that does not match");

    private static bool IsRedirect(Directive rewrite) => rewrite.Args[1].StartsWith("http", StringComparison.Ordinal) || rewrite.Args[1].StartsWith('$');

    /// <summary>The path that a replacement gives when all captures hold one text; null when it has other variables.</summary>
    private static string? Result(string replacement, string capture)
    {
        var path = replacement.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? replacement[..at] : replacement;
        var result = Number().Replace(path, capture);
        return result.StartsWith('/') && !result.Contains('$', StringComparison.Ordinal) ? result : null;
    }

    private static bool Matches(string pattern, string uri)
    {
        try
        {
            return Regex.IsMatch(uri, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception fault) when (fault is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\$[1-9]|\$\{[1-9]\}")]
    private static partial Regex Number();
}
