using System.Text.RegularExpressions;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A location whose pattern no path can have: paths start with '/', are decoded, and have lost their arguments (ngx_http_process_request_uri).</summary>
public sealed partial class LocationNeverMatches : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "location-never-matches", CheckGroup.Routing, LintSeverity.Warning, "A location's pattern cannot match any request, so another location takes them")
    {
        LeadsTo = ["upstream-down", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from server in subject.Model.Servers
        from location in server.AllLocations()
        where location.Directive.IsWritten()
        let reason = Reason(location)
        where reason is not null
        select Complaint.At(location.Directive, $"no ordinary request is matched by \"location {location.Text}\": {reason}", Remedy(location));

    private static string? Reason(LocationBlock location) => location.Modifier switch
    {
        "@" => null,
        "~" or "~*" => RootlessRegex().IsMatch(location.Pattern) ? "a path starts with \"/\", and this pattern wants another first character" : null,
        _ when location.Pattern.Length > 0 && location.Pattern[0] != '/' => "a path starts with \"/\", and this does not",
        _ when Arguments().IsMatch(location.Pattern) => "arguments, from \"?\" on, are no part of what is matched",
        _ when Encoded().IsMatch(location.Pattern) => "it is compared with the decoded path, in which no %XX stands",
        _ => null,
    };

    private static string Remedy(LocationBlock location) =>
        location.Pattern.StartsWith('/') && Arguments().IsMatch(location.Pattern) ? "match the path alone, and test $args or $arg_NAME inside"
        : location.Pattern.StartsWith('/') ? "write the characters themselves, in quotes where they are blanks"
        : "start the pattern with \"/\"";

    /// <summary>Anchored, and the first thing after the anchor is a letter or digit that must be there.</summary>
    [GeneratedRegex(@"\A\^[A-Za-z0-9](?![?*{|])[^|]*\z")]
    private static partial Regex RootlessRegex();

    [GeneratedRegex(@"\?[A-Za-z_]\w*=")]
    private static partial Regex Arguments();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Encoded();
}
