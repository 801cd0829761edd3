using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Which requests are told; null for no bound.</summary>
/// <param name="Upstream">A peer's address or the name of a group, as the logs write it.</param>
/// <param name="Host">The host asked for, in lower case.</param>
/// <param name="PathPrefix">How the path starts.</param>
public sealed record LogFilter(string? Upstream, string? Host, string? PathPrefix)
{
    /// <summary>Where <see cref="Upstream"/> is a group: the addresses of its peers, since logs name those.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>A failed request is one of them. A host that its logs do not tell counts as the one asked for.</summary>
    public bool Takes(FailedRequest request) =>
        (Upstream is null || request.Tries.Any(t => t.Peer == Upstream || Addresses.Contains(t.Peer)))
        && (Host is null || request.Host is null || HostOf(request.Host).Equals(Host, StringComparison.OrdinalIgnoreCase))
        && (PathPrefix is null || request.Uri?.StartsWith(PathPrefix, StringComparison.Ordinal) == true);

    // $host has no port, $http_host and the error log's host have.
    internal static string HostOf(string host) =>
        host.LastIndexOf(':') is > 0 and var colon && !host.EndsWith(']') ? host[..colon] : host;
}
