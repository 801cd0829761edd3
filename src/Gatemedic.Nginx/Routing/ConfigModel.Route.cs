using System.Collections.Immutable;
using System.Text;

namespace Gatemedic.Nginx;

/// <content>Which server and location take a request.</content>
public sealed partial record ConfigModel
{
    /// <summary>nginx gives up after ten internal redirects.</summary>
    private const int MaxSteps = 10;

    /// <summary>The way of a request for a URL, as far as server names, locations and try_files fallbacks decide it.</summary>
    /// <param name="url">An absolute http or https URL.</param>
    public RoutedRequest Route(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var patterns = new PcrePatterns();
        var groups = ListenGroups.For(Servers, url);
        var fitting = groups.Where(g => g.Ssl == (url.Scheme == Uri.UriSchemeHttps)).ToList();
        var candidates = fitting.Count > 0 ? fitting : groups;
        var host = url.IdnHost.TrimEnd('.').ToLowerInvariant();
        var server = candidates.Select(g => ServerNames.Find(g.Servers, host, patterns)).FirstOrDefault(s => s is not null)
            ?? (candidates is [var first, ..] ? first.Default : null);
        if (server is null || fitting.Count == 0)
        {
            return new RoutedRequest { Server = server, SchemeMismatch = server is not null, Undecided = patterns.Undecided };
        }

        return Follow(server, NormalUri(url), patterns);
    }

    private RoutedRequest Follow(ServerBlock server, string uri, PcrePatterns patterns)
    {
        var steps = ImmutableArray.CreateBuilder<LocationBlock>();
        LocationBlock? location = null;
        var redirects = false;
        for (string? next = uri; next is not null && steps.Count < MaxSteps && !redirects;)
        {
            if (next.StartsWith('@'))
            {
                location = server.Locations.FirstOrDefault(l => l.Modifier == "@" && l.Pattern == next[1..]);
            }
            else
            {
                var search = new LocationSearch(next, patterns, l => PassOf(l) is not null);
                search.Search(server.Locations);
                (location, redirects) = (search.Found, search.RedirectsToSlash);
            }

            if (location is null)
            {
                break;
            }

            steps.Add(location);
            next = PassOf(location) is null ? Fallback(location) : null;
        }

        return new RoutedRequest
        {
            Server = server,
            Location = steps.Count > 0 ? steps[0] : null,
            Steps = steps.DrainToImmutable(),
            Pass = location is null || redirects ? null : PassOf(location),
            RedirectsToSlash = redirects,
            Undecided = patterns.Undecided,
        };
    }

    private Pass? PassOf(LocationBlock location) => Passes.FirstOrDefault(p => ReferenceEquals(p.Scope[^1], location.Directive));

    /// <summary>Where try_files leads when no file exists: a URI, a named location, or null for a status code and for what variables decide.</summary>
    private string? Fallback(LocationBlock location)
    {
        if (index.In(location.Directive, "try_files") is not [{ Args: [.., var last] }, ..] || !(last.StartsWith('/') || last.StartsWith('@')))
        {
            return null;
        }

        // Arguments do not choose the location, with "?" written or as $is_args.
        var end = last.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? question
            : last.IndexOf("$is_args", StringComparison.Ordinal) is >= 0 and var dollar ? dollar
            : last.Length;
        return last.AsSpan(0, end).Contains('$') ? null : last[..end];
    }

    /// <summary>The path as nginx matches it: decoded, repeated slashes merged.</summary>
    private static string NormalUri(Uri url)
    {
        var merged = new StringBuilder();
        foreach (var ch in Uri.UnescapeDataString(url.AbsolutePath))
        {
            if (ch != '/' || merged.Length == 0 || merged[^1] != '/')
            {
                merged.Append(ch);
            }
        }

        return merged.ToString();
    }
}
