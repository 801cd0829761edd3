using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Lint;

/// <summary>Which location a fixed URI or a named location of a configuration leads to.</summary>
internal static class Locating
{
    /// <summary>The location that takes a URI inside a server; null when none does, or when it cannot be told.</summary>
    /// <param name="subject">The configuration.</param>
    /// <param name="server">The server that handles the request already.</param>
    /// <param name="uri">A path without variables, or "@name".</param>
    public static LocationBlock? Locate(this LintSubject subject, ServerBlock server, string uri)
    {
        if (!server.Directive.IsWritten())
        {
            return null;
        }

        if (uri.StartsWith('@'))
        {
            return server.Locations.FirstOrDefault(l => l.Modifier == "@" && l.Pattern == uri[1..]);
        }

        return uri.StartsWith('/') && !uri.Contains('$', StringComparison.Ordinal) ? subject.Model.Locate(server, uri) : null;
    }

    /// <summary>The block stands in a file, rather than being thought around a fragment: then all that is in it is known.</summary>
    public static bool IsWritten(this Directive block) =>
        block.Span.End > block.Span.Start && !block.File.EndsWith("/(fragment)", StringComparison.Ordinal);

    /// <summary>Every location of a server, nested ones after the one around them.</summary>
    public static IEnumerable<LocationBlock> AllLocations(this ServerBlock server) => Nested(server.Locations);

    private static IEnumerable<LocationBlock> Nested(ImmutableArray<LocationBlock> level) =>
        level.SelectMany(location => Nested(location.Locations).Prepend(location));
}
