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
}
