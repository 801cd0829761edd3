using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Error records alike in shape, peer and server, counted.</summary>
internal sealed class ErrorTally
{
    private const int KeptPerGroup = 5;

    private readonly NewestLines _newest = new(KeptPerGroup);

    private readonly byte[] _upstream;
    private readonly byte[] _server;
    private readonly bool _isUnix;

    internal ErrorTally(ErrorShape shape, ReadOnlySpan<byte> upstream, ReadOnlySpan<byte> server, long second)
    {
        (_upstream, _server) = (upstream.ToArray(), server.ToArray());
        UpstreamPeer.Split(upstream, out var scheme, out var peer);
        (Shape, Scheme, Peer, Server) = (shape, LogText.OrNull(scheme), LogText.OrNull(peer), LogText.OrNull(server));
        _isUnix = Peer?.StartsWith("unix:", StringComparison.Ordinal) == true;
        First = Last = second;
    }

    internal ErrorShape Shape { get; }

    /// <summary>What it says: the same in every table.</summary>
    internal ErrorKind Kind => new(Shape.Pattern, Shape.Errno, Shape.Action, Scheme, Peer, Server);

    internal string? Scheme { get; }

    internal string? Peer { get; }

    internal string? Server { get; }

    internal long Count { get; private set; }

    /// <summary>Seconds since 1970.</summary>
    internal long First { get; private set; }

    /// <summary>Seconds since 1970.</summary>
    internal long Last { get; private set; }

    /// <summary>When they came; empty where that is not asked.</summary>
    internal TimeHistogram Times { get; } = new();

    /// <summary>A record of this shape, upstream field and server belongs here.</summary>
    internal bool Has(ErrorShape shape, ReadOnlySpan<byte> upstream, ReadOnlySpan<byte> server) =>
        ReferenceEquals(Shape, shape) && server.SequenceEqual(_server) && upstream.StartsWith(_upstream) && _upstream.Length > 0
        && (upstream.Length == _upstream.Length || upstream[_upstream.Length] == (_isUnix ? ':' : '/'));

    internal void Add(ReadOnlySpan<byte> record, long second, LinePlace place, LogSegment segment)
    {
        Count++;
        First = Math.Min(First, second);
        Last = Math.Max(Last, second);
        _newest.Keep(record, second, place, segment, []);
    }

    internal void Add(ErrorTally other)
    {
        Count += other.Count;
        First = Math.Min(First, other.First);
        Last = Math.Max(Last, other.Last);
        _newest.Add(other._newest);
        Times.Add(other.Times);
    }

    internal ErrorGroup Group(ErrorEventReader events)
    {
        ImmutableArray<ErrorEvent> samples = [.. _newest.NewestFirst().Select(events.Read).OfType<ErrorEvent>().Where(e => e.Signature == Shape.Signature)];
        return new ErrorGroup
        {
            Signature = Shape.Signature,
            Scheme = Scheme,
            Peer = Peer,
            Action = Shape.Action,
            Errno = Shape.Errno,
            Server = Server,
            Fields = samples.IsEmpty ? ErrorGroup.NoFields : samples[0].Fields,
            Count = Count,
            First = events.Time(First),
            Last = events.Time(Last),
            Samples = samples,
        };
    }
}

/// <summary>What error records have in common that are counted together.</summary>
internal sealed record ErrorKind(SignaturePattern? Pattern, int? Errno, string? Action, string? Scheme, string? Peer, string? Server);
