using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>Folds failed requests into one picture a reason. Bounded: names beyond the first are only counted.</summary>
internal sealed class ReasonTable
{
    /// <summary>Peers, servers and routes kept of a reason.</summary>
    internal const int MostNames = 2000;

    private readonly Dictionary<string, ReasonTally> _tallies = [];
    private readonly byte[] _path = new byte[2048];
    private readonly byte[] _pattern = new byte[2048];
    private string? _lastUri;
    private string? _lastRoute;

    internal void Add(FailedRequest request)
    {
        if (!_tallies.TryGetValue(request.Reason.Id, out var tally))
        {
            _tallies[request.Reason.Id] = tally = new ReasonTally(request.Reason);
        }
        tally.Add(request, Route(request.Uri));
    }

    /// <summary>The reasons, most first.</summary>
    /// <param name="from">Start of the time that the logs cover; null for the first failure.</param>
    /// <param name="to">Its end; null for the last failure.</param>
    internal ImmutableArray<ReasonPicture> Reasons(DateTimeOffset? from, DateTimeOffset? to) =>
        [.. _tallies.Values.Select(t => t.Picture(from, to)).OrderByDescending(r => r.Count).ThenBy(r => r.Reason.Id, StringComparer.Ordinal)];

    // Failures come in crowds of one route.
    private string? Route(string? uri)
    {
        if (uri is null || ReferenceEquals(uri, _lastUri) || uri == _lastUri)
        {
            return uri is null ? null : _lastRoute;
        }
        System.Text.Encoding.UTF8.TryGetBytes(uri.AsSpan(0, Math.Min(uri.Length, _path.Length / 3)), _path, out int length);
        _lastRoute = LogText.Of(_pattern.AsSpan(0, PathPattern.Write(_path.AsSpan(0, length), _pattern)));
        _lastUri = uri;
        return _lastRoute;
    }
}
