using System.Collections.Immutable;
using Gatemedic.Collecting;
using Gatemedic.Commands;
using Gatemedic.Logs;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic.Following;

/// <summary><c>gatemedic logs --follow</c>: the picture kept live on a terminal, or each newly failed request on a line.</summary>
internal sealed class LogFollowing(LogsRequest request, LogSet set, TimeProvider time)
{
    private const int MostNotices = 3;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdleStep = TimeSpan.FromSeconds(5);

    // A failed request is looked for again only so far back: no request lasts longer on its way to an upstream.
    private static readonly TimeSpan RequestSpan = TimeSpan.FromMinutes(5);

    private readonly List<string> _notices = [];

    /// <summary>Follows until it is stopped, or until the pipes that it follows have ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var followed = new FollowedSet(set, time);
        if (!request.Requests && LiveTerminal.IsThere)
        {
            await DrawAsync(followed, stop).ConfigureAwait(false);
        }
        else
        {
            await PrintAsync(followed, stop).ConfigureAwait(false);
        }
    }

    private async Task DrawAsync(FollowedSet followed, CancellationToken stop)
    {
        LogReport? last = null;
        var screen = new LogFollowRenderer(Console.Out);
        try
        {
            screen.Open();
            for (var (length, drawn) = (-1L, 0L); !stop.IsCancellationRequested;)
            {
                var hasEnded = followed.HasEnded;
                var window = request.Window(time.GetLocalNow());
                var look = followed.Look(window.Since ?? DateTimeOffset.MinValue);
                Note(look.Said);
                var started = time.GetTimestamp();
                if (length != look.Length || !look.Said.IsEmpty || time.GetElapsedTime(drawn) > IdleStep)
                {
                    last = Read(look, window, stop) ?? last;
                    if (last is not null)
                    {
                        screen.Render(last, _notices, LiveTerminal.Now(request.NoColor));
                    }

                    (length, drawn) = (look.Length, time.GetTimestamp());
                }

                if (hasEnded)
                {
                    break;
                }

                await PauseAsync(started, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            screen.Close();
        }

        if (last is not null)
        {
            Terminal.Print(request.NoColor, console => new LogTextRenderer(console).Render(last));
        }
    }

    /// <summary>The report on what is there now; null when it was stopped on the way.</summary>
    private LogReport? Read(FollowedLook look, LogWindow window, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var picture = LogSurvey.Read(look.Sources, window, set.Filter, Environment.ProcessorCount, stop);
        return stop.IsCancellationRequested ? null : LogReport.Of(set with { Window = window }, picture, time.GetLocalNow(), time.GetElapsedTime(started));
    }

    private async Task PrintAsync(FollowedSet followed, CancellationToken stop)
    {
        var news = new NewFailures(set.Sources.Any(s => s.Dialect == LogDialect.NginxAccess));
        for (var isFirst = true; !stop.IsCancellationRequested; isFirst = false)
        {
            var now = time.GetLocalNow();
            var window = request.Window(now);
            window = isFirst || window.Since > now - RequestSpan ? window : window with { Since = now - RequestSpan };
            var isLast = followed.HasEnded;
            var look = followed.Look(window.Since ?? DateTimeOffset.MinValue);
            foreach (var what in look.Said)
            {
                Console.Error.WriteLine("gatemedic: " + SafeText.Clean(what));
            }

            var started = time.GetTimestamp();

            // What a stopped reading lacks would count as gone, and be told again.
            var failed = FailedRequests.Read(look.Sources, window, stop).Where(r => set.Filter?.Takes(r) != false).ToList();
            if (!stop.IsCancellationRequested)
            {
                foreach (var failure in news.Of(failed, time, isLast))
                {
                    FailedRequestOutput.Write(failure, request.Output, Console.Out);
                }

                await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            }

            if (isLast)
            {
                break;
            }

            await PauseAsync(started, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves most of the machine to others, however long a look takes.</summary>
    private async Task PauseAsync(long started, CancellationToken stop)
    {
        var pause = time.GetElapsedTime(started) * 4 is var rest && rest > Step ? rest : Step;
        await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Note(ImmutableArray<string> said)
    {
        _notices.AddRange(said.Select(s => $"{time.GetLocalNow():HH:mm:ss} {SafeText.Clean(s)}"));
        _notices.RemoveRange(0, Math.Max(0, _notices.Count - MostNotices));
    }
}
