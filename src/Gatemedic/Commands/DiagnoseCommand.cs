using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Gatemedic.Bundling;
using Gatemedic.Causes;
using Gatemedic.Collecting;
using Gatemedic.Diagnosis;
using Gatemedic.Host;
using Gatemedic.Probes;
using Gatemedic.Rendering;

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
        var options = new DiagnoseOptions("text", "json");
        options.AddTo(command);
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
            Console.Error.WriteLine(cancellation.IsCancellationRequested
                ? "gatemedic: interrupted"
                : $"gatemedic: not finished within {request.Timeout.TotalSeconds} s; allow more with --timeout");
            return ExitCode.Unfinished;
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(request.Bundle ?? request.Scene)}: {SafeText.Clean(e.Message)}");
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(e.Message)}");
            return ExitCode.Usage;
        }

        return tell(timed);
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

    private static int Tell(TimedDiagnosis timed, DiagnoseRequest request)
    {
        if (request.Format == "json")
        {
            DiagnosisJsonRenderer.Render(timed.Diagnosis, timed.Duration, Console.Out);
        }
        else
        {
            Terminal.Print(request.NoColor, console => new DiagnosisTextRenderer(console).Render(timed.Diagnosis, timed.Duration));
        }

        return Code(timed);
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
