using System.CommandLine;
using Gatemedic.Causes;
using Gatemedic.Diagnosis;
using Gatemedic.Rendering;
using Gatemedic.Reporting;
using Gatemedic.Settings;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic report</c>: the whole evidence as one page, fit for a ticket.</summary>
internal static class ReportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new DiagnoseOptions();
        var command = new Command("report", "The whole evidence as one page, for the note of an incident; secrets are taken out, names and addresses are not");
        options.AddTo(command);
        options.AddSourcesTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var request = options.Read(parsed);
            return DiagnoseCommand.TellAsync(request, timed => Tell(timed, request), cancellation);
        });
        return command;
    }

    private static int Tell(TimedDiagnosis timed, DiagnoseRequest request)
    {
        var shown = new DiagnosisEngine(CauseCatalog.All).Conclude(SceneRedactor.WithoutSecrets(timed.Diagnosis.Scene).Scene).Waive(UserSettings.OfThisRun.Value.Waivers);
        var page = IncidentPage.Of(shown);
        switch (request.Format)
        {
            case "json": DiagnosisJsonRenderer.Render(shown, timed.Duration, Console.Out, page); break;
            case "text": Terminal.Print(request.NoColor, console => new ReportTextRenderer(console, IncidentPage.ClockOf(shown.Scene)).Render(page)); break;
            default: ReportRenderer.Render(page, request.Format, Console.Out); break;
        }

        return timed.OutOfTime ? ExitCode.Unfinished : shown.Health == Health.Unknown ? ExitCode.Usage : ExitCode.Done;
    }
}
