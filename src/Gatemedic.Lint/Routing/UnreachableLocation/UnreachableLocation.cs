using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>A location that another always takes first: regular expressions are tried in order, and not at all below a ^~.</summary>
public sealed class UnreachableLocation : ICheck
{
    /// <inheritdoc/>
    public CheckProfile Profile { get; } = new(
        "unreachable-location", CheckGroup.Routing, LintSeverity.Warning, "Another location always takes the requests that a location is written for")
    {
        LeadsTo = ["upstream-down", "upstream-returned-502"],
    };

    /// <inheritdoc/>
    public IEnumerable<Complaint> Inspect(LintSubject subject) =>
        from server in subject.Model.Servers
        from level in server.AllLocations().Select(l => l.Locations).Prepend(server.Locations)
        let beside = new LocationLevel(level)
        from location in level
        let winner = beside.Earlier(location) ?? (server.Directive.IsWritten() ? beside.Prefix(location) : null) ?? beside.Everything(location)
        where winner is not null
        select Complaint.At(
            location.Directive,
            $"no request reaches this location: \"location {winner.Text}\" ({winner.Directive.Where}) takes all of them, {Reason(winner, location)}",
            Remedy(winner, location))
            with
        { Related = [RelatedPlace.Of(winner.Directive, "takes the requests")] };

    private static string Reason(LocationBlock winner, LocationBlock location) =>
        winner.Modifier == "@" ? "because it has the same name and comes first"
        : !LocationLevel.IsRegex(winner) ? "and below ^~ no regular expression is tried"
        : LocationLevel.IsRegex(location) ? "because regular expressions are tried in the order in which they are written"
        : "because a regular expression that matches is preferred to a prefix";

    private static string Remedy(LocationBlock winner, LocationBlock location) =>
        winner.Modifier == "@" ? "give it another name, or remove it"
        : !LocationLevel.IsRegex(winner) ? "put this location inside of the other, or remove ^~ there"
        : LocationLevel.IsRegex(location) ? "write this location before the other, or remove it"
        : "write \"^~\" before the prefix, or remove the location";
}
