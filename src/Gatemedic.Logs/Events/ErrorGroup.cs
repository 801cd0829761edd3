using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Error events alike in signature, peer, phase, errno and server: counted, with a few kept whole.</summary>
public sealed record ErrorGroup
{
    internal static readonly ImmutableSortedDictionary<string, string> NoFields = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Signature id.</summary>
    public required string Signature { get; init; }

    /// <summary>Scheme of the upstream field: http, https, fastcgi, uwsgi, suwsgi, scgi, grpc, grpcs, memcached; null when there is none.</summary>
    public string? Scheme { get; init; }

    /// <summary>Peer of the upstream field as nginx writes it: <c>127.0.0.1:3000</c>, <c>unix:/run/x.sock</c>, or a group's name.</summary>
    public string? Peer { get; init; }

    /// <summary>Phase ("connecting to upstream").</summary>
    public string? Action { get; init; }

    /// <summary>errno or null.</summary>
    public int? Errno { get; init; }

    /// <summary>server: field.</summary>
    public string? Server { get; init; }

    /// <summary>Named captures of the signature in the newest event.</summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = NoFields;

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Time of the first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>Time of the last.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The newest few, newest first (at most 5).</summary>
    public required ImmutableArray<ErrorEvent> Samples { get; init; }
}
