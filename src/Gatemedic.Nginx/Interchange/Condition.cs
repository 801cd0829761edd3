namespace Gatemedic.Nginx;

/// <summary>The condition of an <c>if</c> without its parentheses, as crossplane has it.</summary>
internal static class Condition
{
    /// <summary>The words between the parentheses; false when the condition does not stand in parentheses.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="words">The statement, "if" included.</param>
    /// <param name="inside">What is left of the words, empty ones at both ends dropped.</param>
    public static bool TryTrim(ReadOnlySpan<byte> bytes, IReadOnlyList<Word> words, out List<Word> inside)
    {
        inside = [.. words.Skip(1)];
        if (inside.Count == 0 || !bytes[inside[0].Start..inside[0].End].StartsWith("("u8) || !bytes[inside[^1].Start..inside[^1].End].EndsWith(")"u8))
        {
            return false;
        }

        inside[0] = Trim(bytes, inside[0], 1, 0);
        inside[^1] = Trim(bytes, inside[^1], 0, 1);
        if (IsEmpty(inside[^1]))
        {
            inside.RemoveAt(inside.Count - 1);
        }

        if (inside.Count > 0 && IsEmpty(inside[0]))
        {
            inside.RemoveAt(0);
        }

        return true;
    }

    private static bool IsEmpty(Word word) => word.Start >= word.End;

    private static Word Trim(ReadOnlySpan<byte> bytes, Word word, int front, int back)
    {
        var (start, end) = (word.Start + front, word.End - back);
        while (front > 0 && start < end && bytes[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        while (back > 0 && start < end && bytes[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            end--;
        }

        return word with { Start = start, End = Math.Max(start, end) };
    }
}
