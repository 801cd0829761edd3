namespace Gatemedic.Logs;

/// <summary>Keeps the oldest and the newest time seen.</summary>
internal sealed class LogSpan
{
    internal DateTimeOffset? From { get; private set; }

    internal DateTimeOffset? To { get; private set; }

    internal void Add(DateTimeOffset time)
    {
        // Not (From > time): a comparison with null is false.
        From = From <= time ? From : time;
        To = To >= time ? To : time;
    }

    internal void Add(LogSpan other)
    {
        if (other is { From: { } from, To: { } to })
        {
            Add(from);
            Add(to);
        }
    }

    /// <summary>All of them together.</summary>
    internal static LogSpan Of(IEnumerable<LogSpan> spans)
    {
        var all = new LogSpan();
        foreach (var span in spans)
        {
            all.Add(span);
        }
        return all;
    }
}
