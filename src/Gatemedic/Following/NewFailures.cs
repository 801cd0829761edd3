using System.IO.Hashing;
using System.Runtime.InteropServices;
using Gatemedic.Logs;

namespace Gatemedic.Following;

/// <summary>
/// Picks the failed requests that were not told yet out of those of a sliding window. One is told when it has stood for a while, because its access
/// line and its error lines are written by different hands, the one buffered and the other not.
/// </summary>
/// <param name="hasAccess">Access logs are followed: a request without a line there has most likely not ended yet.</param>
internal sealed class NewFailures(bool hasAccess)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(60);

    // By hash of its line and how many equal ones came before it; with when it was seen first.
    private Dictionary<(ulong Line, int Nth), (long Since, bool IsTold)> _known = [];

    /// <summary>Those to be told now.</summary>
    /// <param name="window">All failed requests of the window.</param>
    /// <param name="time">Measures how long each has stood.</param>
    /// <param name="isLast">Nothing comes after: all are told.</param>
    public IEnumerable<FailedRequest> Of(IEnumerable<FailedRequest> window, TimeProvider time, bool isLast)
    {
        var now = new Dictionary<(ulong, int), (long Since, bool IsTold)>();
        var counts = new Dictionary<ulong, int>();
        foreach (var request in window)
        {
            var line = Hash(request);
            var key = (line, CollectionsMarshal.GetValueRefOrAddDefault(counts, line, out _)++);
            var state = _known.TryGetValue(key, out var known) ? known : (Since: time.GetTimestamp(), IsTold: false);
            var patience = hasAccess && request.Access is null ? Ending : Settling;
            var isDue = !state.IsTold && (isLast || time.GetElapsedTime(state.Since) >= patience);
            now[key] = state with { IsTold = state.IsTold || isDue };
            if (isDue)
            {
                yield return request;
            }
        }

        _known = now;
    }

    private static ulong Hash(FailedRequest request)
    {
        var quote = request.Access ?? (request.Errors is [var first, ..] ? first : null);
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes((quote?.Line ?? $"{request.Time:O}{request.Uri}").AsSpan()));
    }
}
