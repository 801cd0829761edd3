using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>The console as this run may use it: colours only on a terminal that wants them, lines no longer than a person reads.</summary>
internal static class Terminal
{
    private const int PipeWidth = 80;
    private const int MostReadable = 110;

    /// <summary>A console over standard output.</summary>
    public static IAnsiConsole Open(bool noColor)
    {
        var isTerminal = !Console.IsOutputRedirected;
        var plain = noColor || !isTerminal
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = isTerminal && Console.WindowWidth is > 20 and var width ? Math.Min(width, MostReadable) : PipeWidth;
        return console;
    }
}
