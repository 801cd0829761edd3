using System.Text;
using Gatemedic.Nginx;

namespace Gatemedic.Rendering;

/// <summary>Tells a fault of a configuration: nginx's words, the place, the line with a mark where nginx stopped, and what to do.</summary>
internal static class ConfigFaultRenderer
{
    private const int Widest = 100;

    /// <summary>Writes it.</summary>
    /// <param name="error">The fault.</param>
    /// <param name="file">The file it is in.</param>
    /// <param name="output">Where to.</param>
    public static void Render(ConfigError error, ConfigFile file, TextWriter output)
    {
        var place = error.Line > 0 ? $"{error.File}:{error.Line}" : error.File;
        output.WriteLine($"gatemedic: {SafeText.Clean(place)}: {SafeText.Clean(error.Message)}");
        if (file.IsRead && error.Line > 0 && Line(file.Content.Span, error.Line) is var (start, text) && !text.AsSpan().Trim().IsEmpty)
        {
            var number = $"{error.Line,6} | ";
            var column = error.Offset - start;
            var before = column >= 0 && column < Encoding.UTF8.GetByteCount(text) ? SafeText.Clean(Encoding.UTF8.GetString(file.Content.Span.Slice(start, column))) : null;
            var clean = SafeText.Clean(text);
            var from = before is not null && before.Length > Widest ? before.Length - (Widest / 2) : 0;
            output.WriteLine($"{number}{clean.AsSpan(from, Math.Min(Widest, clean.Length - from))}");
            if (before is not null)
            {
                output.WriteLine($"{new string(' ', number.Length + before.Length - from)}^");
            }
        }

        if (error.Hint is { } hint)
        {
            output.WriteLine($"  {SafeText.Clean(hint)}");
        }
    }

    /// <summary>A line of a file and where it starts.</summary>
    private static (int Start, string Text)? Line(ReadOnlySpan<byte> content, int number)
    {
        var start = 0;
        for (; number > 1; number--)
        {
            var length = content[start..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return null;
            }

            start += length + 1;
        }

        var end = content[start..].IndexOf((byte)'\n');
        return (start, Encoding.UTF8.GetString(end < 0 ? content[start..] : content.Slice(start, end)));
    }
}
