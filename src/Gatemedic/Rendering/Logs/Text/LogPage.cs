using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>The page of text that sections of a log report are written on.</summary>
internal sealed class LogPage(IAnsiConsole console, LogClock clock)
{
    private const int LongestProse = 800;

    /// <summary>Grey, for what is read last.</summary>
    public static readonly Style Dim = new(Color.Grey);

    /// <summary>For what is read first.</summary>
    public static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>For what can be typed.</summary>
    public static readonly Style Code = new(Color.Aqua);

    /// <summary>Columns.</summary>
    public int Width { get; } = Math.Max(40, console.Profile.Width);

    /// <summary>The terminal shows more than ASCII.</summary>
    public bool Unicode { get; } = console.Profile.Capabilities.Unicode;

    /// <summary>How times are told.</summary>
    public LogClock Clock { get; } = clock;

    /// <summary>Where something was cut.</summary>
    public string Mark => Unicode ? "…" : "..";

    /// <summary>A status stands out by its colour.</summary>
    public static Style OfStatus(string status) => status switch
    {
        "502" => new Style(Color.Red),
        "504" => new Style(Color.Yellow),
        "503" => new Style(Color.Fuchsia),
        "499" => new Style(Color.Blue),
        _ => new Style(Color.Aqua),
    };

    /// <summary>A blank line, the title, and what has to be known to read what follows.</summary>
    public void Heading(string title, string? note = null)
    {
        console.WriteLine();
        Write(new StyledLine().Add(title, Bold).Add(note is null ? "" : "  " + note, Dim));
    }

    /// <summary>A line as it is.</summary>
    public void Write(StyledLine line) => console.Write(line);

    /// <summary>A label and, beside it, a text that wraps; cut where it would fill the screen.</summary>
    /// <param name="label">Already indented.</param>
    /// <param name="column">Where the text starts.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">Of the text.</param>
    /// <param name="labelStyle">Of the label.</param>
    public void Prose(string label, int column, string text, Style? style = null, Style? labelStyle = null)
    {
        foreach (var part in CellText.Wrap(CellText.Cut(SafeText.Clean(text), LongestProse, Mark), Width - column))
        {
            Write(new StyledLine().Add(label, labelStyle ?? Style.Plain).To(column).Add(part, style));
            label = "";
        }
    }

    /// <summary>A line that is copied from the terminal: never broken.</summary>
    public void Verbatim(string line, Style style) => console.Write(new Verbatim(SafeText.Clean(line), style));

    /// <summary>How many a list left out; nothing when it is whole.</summary>
    public void More(int left, string what)
    {
        if (left > 0)
        {
            Write(new StyledLine().Add($"  and {Figures.Count(left)} more {what}".TrimEnd(), Dim));
        }
    }
}
