using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gatemedic.Rendering;

/// <summary>A line that is copied from the terminal, such as a command or a line of a diff: never broken, for what is pasted has to be whole.</summary>
internal sealed class Verbatim(string line, Style style) : Renderable
{
    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(line, style), Segment.LineBreak];
}
