namespace Gatemedic.Logs;

/// <summary>Strings of names that come again and again. Bounded: names beyond are made anew each time.</summary>
internal sealed class NameCache
{
    private const int Most = 1000;
    private const int Longest = 128;

    private readonly Dictionary<byte[], string> _names = new(ByteKeys.Comparer);

    internal string? Of(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return null;
        }
        name = name[..Math.Min(name.Length, Longest)];
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(name, out string? text))
        {
            return text;
        }
        text = LogText.Of(name);
        if (_names.Count < Most)
        {
            lookup[name] = text;
        }
        return text;
    }
}
