using Gatemedic.Explaining;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Rendering;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic explain -</c>: ranks the causes that log lines on standard input point to.</summary>
internal static class ExplainLines
{
    public static int Run(ExplainRequest request, CancellationToken cancellation)
    {
        if (request.Conf == "-")
        {
            Console.Error.WriteLine("gatemedic: standard input is read for log lines; give --conf a file");
            return ExitCode.Usage;
        }

        ConfigHints? hints;
        try
        {
            hints = request.Conf is { } path ? ConfigHints.Read(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(e.Message)}");
            return ExitCode.Usage;
        }

        var opened = new LogBytesReader(cancellation).OpenStandardInput();
        if (!opened.IsSeen)
        {
            Console.Error.WriteLine($"gatemedic: there are no log lines on standard input: {SafeText.Clean(opened.Blind.Why)}; paste some, or use: gatemedic explain - < error.log");
            return ExitCode.Usage;
        }

        Render(Read(opened.Seen, hints, cancellation), request);
        return cancellation.IsCancellationRequested ? ExitCode.Unfinished : ExitCode.Done;
    }

    private static Explanation Read(OpenedLog opened, ConfigHints? hints, CancellationToken cancellation)
    {
        using var bytes = opened.Bytes;
        var formats = hints?.Formats ?? [];
        var source = new LogSource("standard input", LogDialect.Mixed, bytes)
        {
            Format = LogRecognizer.Recognise(opened.Head.Span, formats).Format ?? formats.FirstOrDefault(),
            Zone = TimeZoneInfo.Local,
            Written = opened.Written ?? TimeProvider.System.GetLocalNow(),
        };
        using (ProgressRenderer.Start("reading the lines"))
        {
            return Explanation.Of(LogSurvey.Read([source], LogWindow.All, null, Environment.ProcessorCount, cancellation), hints);
        }
    }

    private static void Render(Explanation explanation, ExplainRequest request)
    {
        if (request.IsJson)
        {
            ExplanationJsonRenderer.Render(explanation, Console.Out);
        }
        else
        {
            Terminal.Print(request.NoColor, console => new ExplanationTextRenderer(console).Render(explanation));
        }
    }
}

/// <summary>What the user asked of explain.</summary>
/// <param name="Conf">--conf: a configuration, or a fragment of one.</param>
/// <param name="IsJson">--format json.</param>
/// <param name="NoColor">--no-color.</param>
internal sealed record ExplainRequest(string? Conf, bool IsJson, bool NoColor);
