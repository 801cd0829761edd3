using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Where a GET ends up by the configuration alone: what only the disk or run time knows is taken as its likely case.</summary>
public sealed record RoutedRequest
{
    /// <summary>The server block that takes it; null when nothing listens on its port.</summary>
    public ServerBlock? Server { get; init; }

    /// <summary>The location that the URI matches first; null when none does.</summary>
    public LocationBlock? Location { get; init; }

    /// <summary>The locations on its way: <see cref="Location"/>, then those that rewrites, fallbacks and error pages lead to.</summary>
    public ImmutableArray<LocationBlock> Steps { get; init; } = [];

    /// <summary>The *_pass that takes it, null when nginx answers itself.</summary>
    public Pass? Pass { get; init; }

    /// <summary>The port speaks TLS and the URL does not, or the reverse: nginx answers 400 before it looks for a location.</summary>
    public bool SchemeMismatch { get; init; }

    /// <summary>The URI lacks the '/' that ends the location: nginx answers 301 instead of passing it on.</summary>
    public bool RedirectsToSlash { get; init; }

    /// <summary>What only run time decides: variables, files, regular expressions that could not be tried.</summary>
    public ImmutableArray<string> Undecided { get; init; } = [];
}
