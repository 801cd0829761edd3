using System.Collections.Immutable;
using System.CommandLine;
using Gatemedic.Lint;
using Gatemedic.Linting;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic lint</c>: what in a configuration will turn into gateway errors.</summary>
internal static class LintCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("lint", "Check an nginx configuration for what will turn into gateway errors");
        var options = new LintOptions();
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => parsed.GetValue(options.List) ? Task.FromResult(List()) : RunAsync(options.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(LintRequest request, CancellationToken cancellation)
    {
        ImmutableArray<LintInput> inputs;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(request.Timeout);
        try
        {
            using (ProgressRenderer.Start("reading the configuration"))
            {
                inputs = await new LintReader(request).ReadAsync(bound.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(cancellation.IsCancellationRequested
                ? "gatemedic: interrupted"
                : $"gatemedic: not finished within {request.Timeout.TotalSeconds} s; allow more with --timeout, or look at files only with --offline");
            return ExitCode.Unfinished;
        }
        catch (InvalidDataException e)
        {
            return ConfigRefusal.NoneOnInput(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(e.Message)}");
            return ExitCode.Usage;
        }

        if (inputs.IsEmpty)
        {
            Console.Error.WriteLine("gatemedic: no nginx configuration here; name a file or a directory");
            return ExitCode.Usage;
        }

        if (!request.OfLogs.IsEmpty)
        {
            Console.Error.WriteLine($"gatemedic: lint reads no log: {string.Join(", ", request.OfLogs)} {(request.OfLogs.Length == 1 ? "has" : "have")} no effect");
        }

        var report = LintRun.Of(request, inputs);
        if (report.Inputs.IsEmpty)
        {
            var missed = new[] { report.Url is { } url ? $"no server takes {url}" : null, report.Upstream is { } upstream ? $"no upstream or peer is called {upstream}" : null };
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(string.Join(", or ", missed.OfType<string>()))}");
            return ExitCode.Usage;
        }

        switch (request.Format)
        {
            case "json": LintJsonRenderer.Render(report, Console.Out); break;
            case "sarif": LintSarifRenderer.Render(report, Console.Out); break;
            case "github": LintGithubRenderer.Render(report, Console.Out); break;
            case "text": Terminal.Print(request.Config.NoColor, console => new LintTextRenderer(console).Render(report)); break;
            default: ReportRenderer.Render(LintPage.Of(report), request.Format, Console.Out); break;
        }

        return report.Counting.Any(f => f.Check.Severity >= request.FailOn) ? ExitCode.Problem : ExitCode.Done;
    }

    private static int List()
    {
        foreach (var check in CheckCatalog.All.Select(c => c.Profile))
        {
            Console.WriteLine($"{check.Code,-34} {check.Severity.ToString().ToLowerInvariant(),-8} {check.Summary}");
        }

        return ExitCode.Done;
    }
}
