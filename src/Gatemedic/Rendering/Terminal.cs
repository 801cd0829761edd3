using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>The console as this run may use it: colours only on a terminal that wants them, lines no longer than a person reads.</summary>
internal static class Terminal
{
    private const int PipeWidth = 80;
    private const int MostReadable = 110;

    /// <summary>Prints to standard output. Plain text is free of the blanks with which tables are padded.</summary>
    public static void Print(bool noColor, Action<IAnsiConsole> print)
    {
        var isTerminal = !Console.IsOutputRedirected;
        var plain = noColor || !isTerminal
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(plain ? text : Console.Out),
        });
        console.Profile.Width = isTerminal && Console.WindowWidth is > 20 and var width ? Math.Min(width, MostReadable) : PipeWidth;
        print(console);
        var lines = text.ToString().Split('\n');
        foreach (var line in lines[^1].Length == 0 ? lines[..^1] : lines)
        {
            Console.Out.WriteLine(line.TrimEnd());
        }
    }
}
