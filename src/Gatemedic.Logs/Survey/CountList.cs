namespace Gatemedic.Logs;

/// <summary>Counts a handful of texts, the first in place: most lists have one. What finds no room is counted as "others".</summary>
internal struct CountList
{
    internal const string Others = "others";

    private const int Most = 32;

    private (string Text, long Count) _first;
    private (string Text, long Count)[]? _more;

    internal readonly IEnumerable<Counted> Items
    {
        get
        {
            if (_first.Text is null)
            {
                yield break;
            }
            yield return new Counted(_first.Text, _first.Count);
            foreach (var (text, count) in _more ?? [])
            {
                yield return new Counted(text, count);
            }
        }
    }

    internal void Add(string text, long count)
    {
        _first.Text ??= text;
        if (_first.Text == text)
        {
            _first.Count += count;
        }
        else if (!Has(text, count))
        {
            text = _more?.Length >= Most ? Others : text;
            if (text != Others || !Has(text, count))
            {
                _more = [.. _more ?? [], (text, count)];
            }
        }
    }

    private readonly bool Has(string text, long count)
    {
        foreach (ref var known in _more.AsSpan())
        {
            if (known.Text == text)
            {
                known.Count += count;
                return true;
            }
        }
        return false;
    }
}
