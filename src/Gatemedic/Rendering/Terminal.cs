using Spectre.Console;

namespace Gatemedic.Rendering;

/// <summary>The console as this run may use it: colours only on a terminal that wants them, lines no longer than a person reads.</summary>
internal static class Terminal
{
    private const int PipeWidth = 80;
    private const int MostReadable = 110;

    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>What is written may hold more than ASCII: neither the locale nor a console without a font for it forbids that.</summary>
    public static bool HasUnicode { get; } = Console.Out.Encoding.CodePage == System.Text.Encoding.UTF8.CodePage
        && Locale() is not ("C" or "POSIX") && Environment.GetEnvironmentVariable("TERM") is not "linux";

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
        console.Profile.Capabilities.Unicode = HasUnicode;
        print(console);
        var lines = text.ToString().Split('\n');
        foreach (var line in lines[^1].Length == 0 ? lines[..^1] : lines)
        {
            Console.Out.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>The first of the variables that name it; none is no word against UTF-8, which is what containers mean by it.</summary>
    private static string Locale() =>
        LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "";
}
