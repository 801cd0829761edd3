using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Gatemedic.Collecting;
using Gatemedic.Diagnosis;
using Gatemedic.Following;
using Gatemedic.Host;
using Gatemedic.Logs;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic.Commands;

/// <summary><c>gatemedic logs</c>: who fails, where, since when and how, by the logs alone.</summary>
internal static class LogsCommand
{
    private const int OutputBlock = 64 << 10;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("logs", "Tell from error and access logs who fails, where, since when and why");
        var options = new LogsOptions();
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(options.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(LogsRequest request, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (request.Timeout is { } timeout)
        {
            bound.CancelAfter(timeout);
        }

        try
        {
            using var set = await OpenAsync(request, bound.Token).ConfigureAwait(false);
            var isWaiting = request.Follow && set.Blind.Any(b => b.Why == LogBytesReader.Empty);
            if (set.Logs.IsEmpty && !isWaiting)
            {
                return NothingToRead(set);
            }

            if (request.Follow || request.Requests)
            {
                // A report has a place for it, a list of requests has none.
                Tell(set.Blind);
            }

            if (request.Follow)
            {
                await new LogFollowing(request, set, TimeProvider.System).RunAsync(bound.Token).ConfigureAwait(false);
                return ExitCode.Done;
            }

            if (request.Requests)
            {
                PrintRequests(set, request, bound.Token);
            }
            else
            {
                Render(Read(set, started, bound.Token), request);
            }
        }
        catch (OperationCanceledException)
        {
            // Interrupted while the host was looked at: nothing was read yet.
        }

        return Code(request, bound.Token, cancellation);
    }

    private static async Task<LogSet> OpenAsync(LogsRequest request, CancellationToken cancellation)
    {
        using (ProgressRenderer.Start("looking for logs"))
        {
            return await new LogSetReader(request, TimeProvider.System).ReadAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static LogReport Read(LogSet set, long started, CancellationToken stop)
    {
        using (ProgressRenderer.Start("reading the logs"))
        {
            var picture = LogSurvey.Read(set.Sources, set.Window, set.Filter, Environment.ProcessorCount, stop);
            return LogReport.Of(set, picture, TimeProvider.System.GetLocalNow(), Stopwatch.GetElapsedTime(started));
        }
    }

    private static void PrintRequests(LogSet set, LogsRequest request, CancellationToken stop)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: OutputBlock);
        foreach (var failed in FailedRequests.Read(set.Sources, set.Window, stop).Where(r => set.Filter?.Takes(r) != false))
        {
            FailedRequestOutput.Write(failed, request.Output, output);
        }
    }

    private static void Render(LogReport report, LogsRequest request)
    {
        switch (request.Output)
        {
            case "json": LogJsonRenderer.Render(report, Console.OpenStandardOutput()); break;
            case "markdown": LogMarkdownRenderer.Render(report, Console.Out); break;
            case "html": LogHtmlRenderer.Render(report, Console.Out); break;
            default: Terminal.Print(request.NoColor, console => new LogTextRenderer(console).Render(report)); break;
        }
    }

    /// <summary>Says why there is nothing to tell, and what would help.</summary>
    private static int NothingToRead(LogSet set)
    {
        Tell(set.Blind);
        if (set.Blind.IsEmpty)
        {
            Console.Error.WriteLine("gatemedic: no log to read here; name a file or a directory, or the configuration with --conf");
        }

        return ExitCode.Usage;
    }

    private static void Tell(ImmutableArray<Blindness> blind)
    {
        foreach (var (what, why, remedy) in blind)
        {
            Console.Error.WriteLine($"gatemedic: {SafeText.Clean(what)}: {SafeText.Clean(why)}{(remedy.Length > 0 ? "; " + SafeText.Clean(remedy) : "")}");
        }
    }

    private static int Code(LogsRequest request, CancellationToken bound, CancellationToken interrupted)
    {
        if (!bound.IsCancellationRequested)
        {
            return ExitCode.Done;
        }

        Console.Error.WriteLine(interrupted.IsCancellationRequested
            ? "gatemedic: interrupted; what was read until then counts"
            : $"gatemedic: not finished within {request.Timeout!.Value.TotalSeconds} s; allow more with --timeout, or ask for less with --since");
        return ExitCode.Unfinished;
    }
}
