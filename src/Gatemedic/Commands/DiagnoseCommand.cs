using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Gatemedic.Bundling;
using Gatemedic.Causes;
using Gatemedic.Collecting;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Monitoring;
using Gatemedic.Probes;
using Gatemedic.Rendering;
using Gatemedic.Reporting;
using Gatemedic.Settings;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic diagnose</c>: looks, asks, concludes, tells.</summary>
internal static class DiagnoseCommand
{
    /// <summary>The command; the root command runs the same.</summary>
    public static Command Create()
    {
        var command = new Command("diagnose", "Find the root cause of nginx's gateway errors on this host (the default command)");
        Attach(command);
        return command;
    }

    /// <summary>Gives a command the options and the work of diagnose.</summary>
    public static void Attach(Command command)
    {
        var options = new DiagnoseOptions();
        options.AddTo(command);
        options.AddSourcesTo(command);
        options.AddNagiosTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var request = options.Read(parsed);
            return TellAsync(request, timed => Tell(timed, request), cancellation);
        });
    }

    /// <summary>Diagnoses and hands on; gives the exit code of <paramref name="tell"/>, or says why there is no diagnosis and gives its own.</summary>
    public static async Task<int> TellAsync(DiagnoseRequest request, Func<TimedDiagnosis, int> tell, CancellationToken cancellation)
    {
        TimedDiagnosis timed;
        try
        {
            using (ProgressRenderer.Start("looking at nginx, its logs and its upstreams"))
            {
                timed = await DiagnoseAsync(request, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return Fail(request, ExitCode.Unfinished, cancellation.IsCancellationRequested
                ? "interrupted"
                : $"not finished within {request.Timeout.TotalSeconds} s; allow more with --timeout");
        }
        catch (InvalidDataException e)
        {
            return Fail(request, ExitCode.Usage, $"{request.Bundle ?? request.Scene}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(request, ExitCode.Usage, e.Message);
        }

        return tell(timed with { Diagnosis = timed.Diagnosis.Waive(UserSettings.OfThisRun.Value.Waivers) });
    }

    /// <summary>Takes the Scene within the bound on the whole run, asks and concludes.</summary>
    /// <exception cref="OperationCanceledException">Interrupted, or out of time before there was a Scene.</exception>
    public static async Task<TimedDiagnosis> DiagnoseAsync(DiagnoseRequest request, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(request.Timeout);
        var diagnosis = await LookAsync(request, bound.Token).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return new TimedDiagnosis(diagnosis, Stopwatch.GetElapsedTime(started), bound.IsCancellationRequested);
    }

    private static async Task<Diagnosis.Diagnosis> LookAsync(DiagnoseRequest request, CancellationToken cancellation)
    {
        var engine = new DiagnosisEngine(CauseCatalog.All);
        if ((request.Bundle ?? request.Scene) is { } path)
        {
            return await SceneSource.ConcludeAsync(engine, path, isBundle: request.Bundle is not null, cancellation).ConfigureAwait(false);
        }

        var builds = new BuildReader();
        var scene = await new SceneReader(request, builds, TimeProvider.System).ReadAsync(cancellation).ConfigureAwait(false);
        var diagnosis = request.Offline
            ? engine.Conclude(scene)
            : await engine.RunAsync(scene, Witnesses(request, builds), cancellation).ConfigureAwait(false);
        if (request.SaveScene is { } save)
        {
            await using var file = File.Create(save);
            SceneFile.Write(file, diagnosis.Scene);
        }

        return diagnosis;
    }

    private static ImmutableArray<IWitness> Witnesses(DiagnoseRequest request, BuildReader builds)
    {
        var bounds = Bounds(request);
        return
        [
            new HostWitness(builds),
            new ProbeWitness(TimeProvider.System, bounds),
            new TlsWitness(TimeProvider.System, bounds, CertificateFile.Read),
            new FpmWitness(TimeProvider.System, bounds),
            new IdleWitness(TimeProvider.System, bounds),
            new ResolverWitness(bounds),
        ];
    }

    /// <summary>
    /// Names, peers and a cause's own probes follow one another, so one probe, with finding out what a silent peer speaks, gets a quarter of
    /// the whole, and two seconds by default.
    /// </summary>
    private static ProbeSettings Bounds(DiagnoseRequest request)
    {
        var settings = new ProbeSettings();
        var whole = request.Timeout > DiagnoseRequest.UsualTimeout ? request.Timeout / 4 : TimeSpan.FromSeconds(Math.Min(2, request.Timeout.TotalSeconds / 4));
        var overtime = settings.Overtime < whole / 4 ? settings.Overtime : whole / 4;
        return settings with { Timeout = whole - overtime, Overtime = overtime };
    }

    /// <summary>Prints; gives the exit code.</summary>
    private static int Tell(TimedDiagnosis timed, DiagnoseRequest request)
    {
        if (request.Nagios is { } thresholds)
        {
            Console.Out.WriteLine(NagiosRenderer.Render(timed, thresholds, request.Timeout, out var state));
            return (int)state;
        }

        switch (request.Format)
        {
            case "json": DiagnosisJsonRenderer.Render(timed.Diagnosis, timed.Duration, Console.Out); break;
            case "text": Terminal.Print(request.NoColor, console => new DiagnosisTextRenderer(console).Render(timed.Diagnosis, timed.Duration)); break;
            default: ReportRenderer.Render(IncidentPage.Verdict(timed.Diagnosis, timed.Duration), request.Format, Console.Out); break;
        }

        return Code(timed);
    }

    /// <summary>Says why there is no diagnosis; a monitoring system reads standard output, and knows one code for it.</summary>
    private static int Fail(DiagnoseRequest request, int code, string why)
    {
        if (request.Nagios is not null)
        {
            return NagiosRenderer.Refuse(why);
        }

        Console.Error.WriteLine("gatemedic: " + SafeText.Clean(why));
        return code;
    }

    private static int Code(TimedDiagnosis timed) => timed.Diagnosis.Health switch
    {
        Health.Failing or Health.Degraded => ExitCode.Problem,
        _ when timed.OutOfTime => ExitCode.Unfinished,
        Health.Unknown => ExitCode.Usage,
        _ => ExitCode.Done,
    };
}

/// <summary>A diagnosis, how long it took, and whether the time ran out on it.</summary>
internal sealed record TimedDiagnosis(Diagnosis.Diagnosis Diagnosis, TimeSpan Duration, bool OutOfTime);
