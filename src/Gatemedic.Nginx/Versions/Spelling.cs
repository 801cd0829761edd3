namespace Gatemedic.Nginx;

/// <summary>How near two words are.</summary>
public static class Spelling
{
    /// <summary>One letter added, dropped or changed, or two neighbours swapped.</summary>
    public static bool IsOneSlipAway(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var same = a.CommonPrefixLength(b);
        var restA = a[same..];
        var restB = b[same..];
        return (restA.Length - restB.Length) switch
        {
            0 => restA.Length > 0
                && (restA[1..].SequenceEqual(restB[1..])
                    || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]))),
            1 => restA[1..].SequenceEqual(restB),
            -1 => restB[1..].SequenceEqual(restA),
            _ => false,
        };
    }
}
