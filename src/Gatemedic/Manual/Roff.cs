using System.Text;

namespace Gatemedic.Manual;

/// <summary>Writes roff with the man macros; text is escaped here and nowhere else.</summary>
internal sealed class Roff
{
    private const int Columns = 78;

    private readonly StringBuilder _text = new();

    /// <summary>The page so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>The title line; the date is parsed by readers and therefore not escaped.</summary>
    public void Title(string name, string date, string source) =>
        Line($".TH \"{Escaped(name.ToUpperInvariant())}\" \"1\" \"{date}\" \"{Escaped(source)}\" \"User Commands\"");

    /// <summary>A heading.</summary>
    public void Section(string name) => Line(".SH " + name);

    /// <summary>Text that is filled; its source is broken at blanks, for people who open it in an editor.</summary>
    public void Text(string text)
    {
        var line = new StringBuilder();
        foreach (var word in Escaped(text).Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Columns)
            {
                Line(Guarded(line.ToString()));
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        Line(Guarded(line.ToString()));
    }

    /// <summary>The next text begins a paragraph.</summary>
    public void Paragraph() => Line(".PP");

    /// <summary>A name in front, and the text that belongs to it.</summary>
    /// <param name="name">Marked up already, by <see cref="Bold"/> and <see cref="Italic"/>.</param>
    /// <param name="text">Plain.</param>
    public void Item(string name, string text)
    {
        Line(".TP");
        Line(Guarded(name));
        Text(text);
    }

    /// <summary>A line that is marked up already.</summary>
    public void Marked(string line) => Line(Guarded(line));

    /// <summary>As it is typed.</summary>
    public static string Bold(string text) => $"\\fB{Escaped(text)}\\fR";

    /// <summary>What stands for something.</summary>
    public static string Italic(string text) => $"\\fI{Escaped(text)}\\fR";

    private void Line(string line) => _text.Append(line).Append('\n');

    /// <summary>A line must not begin as a request does.</summary>
    private static string Guarded(string line) => line.StartsWith('.') || line.StartsWith('\'') ? "\\&" + line : line;

    /// <summary>Hyphens are those of ASCII: what is read in a manual is pasted into a shell.</summary>
    private static string Escaped(string text) => text.Replace("\\", "\\(rs", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("\"", "\\(dq", StringComparison.Ordinal).Replace("'", "\\(aq", StringComparison.Ordinal).Replace('\n', ' ');
}
