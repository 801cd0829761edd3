using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gatemedic.Rendering;

/// <summary>A line of styled runs with known columns: cut at the edge, never wrapped. Whatever is added is made harmless first.</summary>
internal sealed class StyledLine : Renderable
{
    private readonly List<Segment> _runs = [];

    /// <summary>Columns it takes so far.</summary>
    public int Width { get; private set; }

    /// <summary>Adds a run.</summary>
    public StyledLine Add(string? text, Style? style = null)
    {
        var clean = SafeText.Clean(text);
        if (clean.Length > 0)
        {
            _runs.Add(new Segment(clean, style ?? Style.Plain));
            Width += CellText.Width(clean);
        }

        return this;
    }

    /// <summary>Adds blanks up to a column; one at least where something stands already.</summary>
    public StyledLine To(int column) => Add(new string(' ', Math.Max(column - Width, Width > 0 && column > 0 ? 1 : 0)));

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var room = maxWidth;
        foreach (var run in _runs)
        {
            var fitting = CellText.Cut(run.Text, room, "");
            room -= CellText.Width(fitting);
            yield return new Segment(fitting, run.Style);
            if (fitting.Length < run.Text.Length)
            {
                break;
            }
        }

        yield return Segment.LineBreak;
    }
}
