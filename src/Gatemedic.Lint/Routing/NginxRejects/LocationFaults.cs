using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Locations that nginx refuses: ngx_http_core_location for where they stand, ngx_http_join_exact_locations for those written twice.</summary>
internal static class LocationFaults
{
    /// <summary>Every refused location.</summary>
    public static IEnumerable<Complaint> Of(LintSubject subject) => subject.Model.Servers.SelectMany(s => Level(s.Locations, null));

    private static IEnumerable<Complaint> Level(ImmutableArray<LocationBlock> level, LocationBlock? outer)
    {
        var seen = new Dictionary<(bool IsExact, string Pattern), LocationBlock>();
        foreach (var location in level)
        {
            if (outer is not null && outer.Directive.IsWritten() && Misplaced(location, outer) is { } message)
            {
                yield return Complaint.At(location.Directive, message, "move it out of the location around it, into the server block");
            }

            if (location.Modifier is "" or "^~" or "=" && !seen.TryAdd((location.Modifier == "=", location.Pattern), location))
            {
                var first = seen[(location.Modifier == "=", location.Pattern)];
                yield return Complaint.At(location.Directive, $"duplicate location \"{location.Pattern}\"; the first is in {first.Directive.Where}", "put both into one block, or remove one") with
                {
                    Related = [RelatedPlace.Of(first.Directive, "the first")],
                };
            }

            foreach (var inner in Level(location.Locations, location))
            {
                yield return inner;
            }
        }
    }

    private static string? Misplaced(LocationBlock location, LocationBlock outer) =>
        outer.Modifier == "=" ? $"location \"{Name(location)}\" cannot be inside the exact location \"{Name(outer)}\""
        : outer.Modifier == "@" ? $"location \"{Name(location)}\" cannot be inside the named location \"{Name(outer)}\""
        : location.Modifier == "@" ? $"named location \"{Name(location)}\" can be on the server level only"
        : location.Modifier is "" or "^~" or "=" && !location.Pattern.StartsWith(outer.Pattern, StringComparison.Ordinal) ? $"location \"{Name(location)}\" is outside location \"{Name(outer)}\""
        : null;

    private static string Name(LocationBlock location) => location.Modifier == "@" ? "@" + location.Pattern : location.Pattern;
}
