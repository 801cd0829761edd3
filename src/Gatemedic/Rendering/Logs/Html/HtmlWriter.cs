using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gatemedic.Rendering;

/// <summary>Writes HTML and SVG in which every hole of a template is escaped: only what stands literally in our own source is markup.</summary>
internal sealed class HtmlWriter(TextWriter output)
{
    private const int Longest = 240;

    /// <summary>Writes a template.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "the compiler hands this very writer to the handler, which has written everything by now")]
    public void Write([InterpolatedStringHandlerArgument("")] Markup markup) => _ = markup;

    /// <summary>Writes a text of any length that is wanted, escaped.</summary>
    public void Text(string? text, int longest) => output.Write(Escape(CellText.Cut(SafeText.Clean(text), longest, "…")));

    /// <summary>A text as it may stand in an element and between quotes; what no XML may hold becomes a replacement character.</summary>
    public static string Escape(string text)
    {
        var escaped = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&#34;"),
                '\'' => escaped.Append("&#39;"),
                0xfffe or 0xffff => escaped.Append('\ufffd'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A template whose literals are written as they are and whose holes are escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly HtmlWriter _writer;

        /// <summary>Called by the compiler.</summary>
        public Markup(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = (literalLength, formattedCount);
            _writer = writer;
        }

        /// <summary>Our own markup.</summary>
        public void AppendLiteral(string markup) => _writer.Literal(markup);

        /// <summary>Anybody's text.</summary>
        public void AppendFormatted(string? text) => _writer.Text(text, Longest);

        /// <summary>A number of our own.</summary>
        public void AppendFormatted(int number) => _writer.Literal(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>A number of our own, with two decimals at most.</summary>
        public void AppendFormatted(double number) => _writer.Literal(number.ToString("0.##", CultureInfo.InvariantCulture));
    }

    private void Literal(string markup) => output.Write(markup);
}
