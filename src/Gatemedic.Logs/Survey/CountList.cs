namespace Gatemedic.Logs;

/// <summary>Counts a handful of texts. What finds no room is counted as "others".</summary>
internal sealed class CountList(int most = 32)
{
    internal const string Others = "others";

    private readonly List<string> _texts = [];
    private readonly List<long> _counts = [];

    internal IEnumerable<Counted> Items => _texts.Select((t, i) => new Counted(t, _counts[i]));

    internal void Add(string text, long count)
    {
        int at = IndexOf(text);
        if (at < 0)
        {
            text = _texts.Count < most ? text : Others;
            at = IndexOf(text);
        }
        if (at < 0)
        {
            at = _texts.Count;
            _texts.Add(text);
            _counts.Add(0);
        }
        _counts[at] += count;
    }

    // The texts are mostly the same objects, so comparing them is cheap.
    private int IndexOf(string text)
    {
        for (int i = 0; i < _texts.Count; i++)
        {
            if (_texts[i] == text)
            {
                return i;
            }
        }
        return -1;
    }
}
