using System.Globalization;
using System.Text;

namespace Gatemedic.Rendering;

/// <summary>How many columns of a terminal a text takes, and texts made to fit so many.</summary>
internal static class CellText
{
    /// <summary>First and last of the ranges that take two columns (Unicode's East_Asian_Width W and F, neighbours joined).</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115f), (0x231a, 0x231b), (0x2329, 0x232a), (0x23e9, 0x23ec), (0x23f0, 0x23f0), (0x23f3, 0x23f3), (0x25fd, 0x25fe), (0x2614, 0x2615),
        (0x2648, 0x2653), (0x267f, 0x267f), (0x2693, 0x2693), (0x26a1, 0x26a1), (0x26aa, 0x26ab), (0x26bd, 0x26be), (0x26c4, 0x26c5), (0x26ce, 0x26ce),
        (0x26d4, 0x26d4), (0x26ea, 0x26ea), (0x26f2, 0x26f3), (0x26f5, 0x26f5), (0x26fa, 0x26fa), (0x26fd, 0x26fd), (0x2705, 0x2705), (0x270a, 0x270b),
        (0x2728, 0x2728), (0x274c, 0x274c), (0x274e, 0x274e), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27b0, 0x27b0), (0x27bf, 0x27bf),
        (0x2b1b, 0x2b1c), (0x2b50, 0x2b50), (0x2b55, 0x2b55), (0x2e80, 0x303e), (0x3041, 0x4dbf), (0x4e00, 0xa4cf), (0xa960, 0xa97f), (0xac00, 0xd7a3),
        (0xf900, 0xfaff), (0xfe10, 0xfe19), (0xfe30, 0xfe6f), (0xff00, 0xff60), (0xffe0, 0xffe6), (0x16fe0, 0x18dff), (0x1aff0, 0x1b2ff), (0x1f004, 0x1f004),
        (0x1f0cf, 0x1f0cf), (0x1f18e, 0x1f18e), (0x1f191, 0x1f19a), (0x1f200, 0x1f320), (0x1f32d, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f7e0, 0x1f7f0),
        (0x1f90c, 0x1f9ff), (0x1fa70, 0x1faff), (0x20000, 0x3fffd),
    ];

    /// <summary>Columns of a text that holds no control characters.</summary>
    public static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    /// <summary>Cut at the end so that it takes at most so many columns, with a mark where it was cut.</summary>
    public static string Cut(string text, int width, string mark)
    {
        if (text.Length <= width / 2 || Width(text) <= width)
        {
            return text;
        }

        return width <= mark.Length ? text[..Prefix(text, width)] : text[..Prefix(text, width - mark.Length)] + mark;
    }

    /// <summary>Cut in the middle: of a path both ends tell most.</summary>
    public static string CutMiddle(string text, int width, string mark)
    {
        if (text.Length <= width / 2 || Width(text) <= width)
        {
            return text;
        }

        var room = width - mark.Length;
        return room < 4 ? Cut(text, width, mark) : text[..Prefix(text, (room + 1) / 2)] + mark + text[Suffix(text, room / 2)..];
    }

    /// <summary>Lines of at most so many columns, broken at blanks where there are some.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var rest = text.Trim(' ');
        while (Width(rest) > width)
        {
            var most = Math.Max(Prefix(rest, width), 1);
            // A blank right after the line is a good place too; one in its first third would leave the line almost empty.
            var blank = rest.LastIndexOf(' ', Math.Min(most, rest.Length - 1));
            var end = blank > most / 3 ? blank : most;
            yield return rest[..end].TrimEnd(' ');
            rest = rest[end..].TrimStart(' ');
        }

        yield return rest;
    }

    private static int Width(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            return 1;
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return 0;
        }

        foreach (var (first, last) in Wide)
        {
            if (rune.Value <= last)
            {
                return rune.Value >= first ? 2 : 1;
            }
        }

        return 1;
    }

    /// <summary>Length in characters of the longest start that fits.</summary>
    private static int Prefix(string text, int width)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width -= Width(rune);
            if (width < 0)
            {
                break;
            }

            at += rune.Utf16SequenceLength;
        }

        return Math.Min(at, text.Length);
    }

    /// <summary>Where the longest end that fits starts.</summary>
    private static int Suffix(string text, int width)
    {
        var drop = Width(text) - width;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (drop <= 0 && Width(rune) > 0)
            {
                break;
            }

            drop -= Width(rune);
            at += rune.Utf16SequenceLength;
        }

        return Math.Min(at, text.Length);
    }
}
