using System.CommandLine;
using System.Globalization;
using Gatemedic.Bundling;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic collect</c>: looks as diagnose does, says what it would hand on, and writes it as one file.</summary>
internal static class CollectCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new CollectOptions();
        var command = new Command("collect", "Put everything that diagnose sees into one redacted file, for a colleague or a ticket");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var request = options.Read(parsed);
            return DiagnoseCommand.TellAsync(request.Diagnose, timed => Collect(timed, request), cancellation);
        });
        return command;
    }

    private static int Collect(TimedDiagnosis timed, CollectRequest request)
    {
        var scene = timed.Diagnosis.Scene;
        var path = request.Output ?? string.Create(CultureInfo.InvariantCulture, $"gatemedic-{scene.Clock.Now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.tar.gz");
        BundlePlan plan;
        try
        {
            plan = request.Redact ? BundlePlan.Redacted(timed.Diagnosis) : BundlePlan.AsItIs(timed.Diagnosis);
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(e.Message)}");
            return ExitCode.Usage;
        }

        var isText = request.Diagnose.Format == "text";
        if (isText)
        {
            Terminal.Print(request.Diagnose.NoColor, console => new BundlePlanRenderer(console).Render(plan, path));
        }

        var outcome = request.OnlyList ? new BundleOutcome(path, null, null) : Write(plan, path);
        if (isText && outcome.Size is { } size)
        {
            Console.WriteLine($"Written: {SafeText.Clean(path)} ({Figures.Bytes(size)}). On any machine: gatemedic diagnose --bundle {SafeText.Clean(Path.GetFileName(path))}");
        }
        else if (request.Diagnose.Format == "json")
        {
            CollectJsonRenderer.Render(plan, outcome, Console.Out);
        }
        else if (!isText)
        {
            ReportRenderer.Render(BundlePage.Of(plan, outcome), request.Diagnose.Format, Console.Out);
        }

        return outcome.Fault is null ? ExitCode.Done : ExitCode.Usage;
    }

    private static BundleOutcome Write(BundlePlan plan, string path)
    {
        try
        {
            return new BundleOutcome(path, BundleFile.Write(plan, path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(path)} is not written: {SafeText.Clean(e.Message)}");
            return new BundleOutcome(path, null, e.Message);
        }
    }
}
