using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>Where a request ends up by the configuration alone: rewrites, returns and files on disk are not considered.</summary>
public sealed record RoutedRequest
{
    /// <summary>The server block that takes it; null when nothing listens on its port.</summary>
    public ServerBlock? Server { get; init; }

    /// <summary>The location that the URI matches; null when none does.</summary>
    public LocationBlock? Location { get; init; }

    /// <summary>The locations on its way: <see cref="Location"/>, then those that a try_files fallback leads to.</summary>
    public ImmutableArray<LocationBlock> Steps { get; init; } = [];

    /// <summary>The *_pass of the last step, null when it has none.</summary>
    public Pass? Pass { get; init; }

    /// <summary>The port speaks TLS and the URL does not, or the reverse: nginx answers 400 before it looks for a location.</summary>
    public bool SchemeMismatch { get; init; }

    /// <summary>The URI lacks the '/' that ends the location: nginx answers 301 instead of passing it on.</summary>
    public bool RedirectsToSlash { get; init; }

    /// <summary>Regular expressions that could not be tried (PCRE only, or too slow); each is taken as not matching.</summary>
    public ImmutableArray<string> Undecided { get; init; } = [];
}
