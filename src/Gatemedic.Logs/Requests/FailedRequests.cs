namespace Gatemedic.Logs;

/// <summary>Joins access and error logs into failed requests, each with one reason, in one pass and bounded memory.</summary>
public static class FailedRequests
{
    /// <summary>The failed requests, nearly in the order of their ends.</summary>
    /// <param name="sources">The logs; those of mixed dialects, and access logs whose format has no status or no time, are passed over.</param>
    /// <param name="window">The time that matters.</param>
    /// <param name="stop">Ends the reading early.</param>
    public static IEnumerable<FailedRequest> Read(IReadOnlyList<LogSource> sources, LogWindow window, CancellationToken stop) =>
        Read(sources, window, new JoinRoom(), stop);

    internal static IEnumerable<FailedRequest> Read(IReadOnlyList<LogSource> sources, LogWindow window, JoinRoom room, CancellationToken stop)
    {
        var ready = new List<FailedRequest>();
        var reader = new FailedRequestReader(sources, window, room, found => ready.Add(found.Tell()), stop);
        while (reader.Next())
        {
            foreach (var request in ready)
            {
                yield return request;
            }
            ready.Clear();
        }
    }

    /// <summary>Counts them by reason; without a filter no text is made of any.</summary>
    internal static ReasonTable Count(IReadOnlyList<LogSource> sources, LogWindow window, LogFilter? filter, JoinRoom room, CancellationToken stop)
    {
        var reasons = new ReasonTable();
        void Count(RequestTelling found)
        {
            if (filter?.Takes(found.Tell()) != false)
            {
                reasons.Add(found.View);
            }
        }

        var reader = new FailedRequestReader(sources, window, room, Count, stop);
        while (reader.Next())
        {
            // Each is counted as it is found.
        }
        return reasons;
    }
}

/// <summary>How much the join may keep.</summary>
/// <param name="Entries">Error records that wait for their request, a power of two.</param>
/// <param name="Bytes">Bytes of them.</param>
/// <param name="Held">Access records that wait for what is left over.</param>
internal sealed record JoinRoom(int Entries = 1 << 16, int Bytes = 16 << 20, int Held = 512);
