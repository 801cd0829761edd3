namespace Gatemedic.Logs;

/// <summary>Lines that have a time, in the order of their file.</summary>
internal interface ITimedLines
{
    /// <summary>Time of the current line in milliseconds since 1970.</summary>
    long Time { get; }

    /// <summary>Goes to the next line; false at the end.</summary>
    bool Next();
}

/// <summary>Goes through the lines of several logs in the order of their times.</summary>
internal sealed class TimeMerge<T>
    where T : class, ITimedLines
{
    private readonly PriorityQueue<T, long> _waiting = new();
    private long _limit;

    internal TimeMerge(IEnumerable<T> logs)
    {
        foreach (var log in logs)
        {
            Enqueue(log);
        }
        Take();
    }

    /// <summary>The log whose line comes next; null at the end.</summary>
    internal T? Current { get; private set; }

    /// <summary>Passes over the current line.</summary>
    internal void Next()
    {
        if (!Current!.Next())
        {
            Take();
        }
        else if (Current.Time > _limit)
        {
            _waiting.Enqueue(Current, Current.Time);
            Take();
        }
    }

    private void Enqueue(T log)
    {
        if (log.Next())
        {
            _waiting.Enqueue(log, log.Time);
        }
    }

    private void Take()
    {
        Current = _waiting.TryDequeue(out var log, out _) ? log : null;
        _limit = _waiting.TryPeek(out _, out long next) ? next : long.MaxValue;
    }
}
