using System.Globalization;
using System.Text;

namespace Gatemedic.Rendering;

/// <summary>Makes text from logs, configurations and processes harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>Control characters, escapes and direction overrides become visible; newlines and tabs become spaces.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(c))
            {
                case UnicodeCategory.Control when c is '\n' or '\r' or '\t':
                    clean.Append(' ');
                    break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.PrivateUse:
                    clean.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
                    break;
                default:
                    clean.Append(c);
                    break;
            }
        }

        return clean.ToString();
    }
}
