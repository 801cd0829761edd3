namespace Gatemedic.Logs;

/// <summary>The lines that show a failed request. Their bytes lie in places that are used again for the next.</summary>
internal sealed class FailureExample
{
    private LineMark _error;
    private LineMark _access;

    internal void Take(in FailureView failed)
    {
        long second = LogMoment.Of(failed.Time).Second;
        Take(ref _error, failed.Error, second);
        Take(ref _access, failed.Access, second);
    }

    /// <summary>Newest first; of one second the one that stands later in its log.</summary>
    internal static int NewestFirst(FailureExample one, FailureExample other) =>
        one.Main.IsBefore(other.Main) ? 1 : other.Main.IsBefore(one.Main) ? -1 : 0;

    /// <summary>What says why comes before what says that it failed.</summary>
    internal IEnumerable<LogQuote> Quotes()
    {
        foreach (var mark in (LineMark[])[_error, _access])
        {
            if (mark.Length > 0 && mark.Read() is { } line)
            {
                yield return new LogQuote(line.Source, LogText.Of(line.Bytes));
            }
        }
    }

    private ref readonly LineMark Main => ref _access.Length > 0 ? ref _access : ref _error;

    private static void Take(ref LineMark mark, in LineView line, long second)
    {
        mark.Length = line.Text.Length;
        if (line.Log is { } log)
        {
            (mark.Time, mark.Segment, mark.Place) = (second, log, line.Place);
            mark.Copy(line.Text);
        }
    }
}
