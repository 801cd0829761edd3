using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>How long the application behind a peer keeps an idle connection.</summary>
/// <param name="Time">The time; null when it is longer than was waited for.</param>
/// <param name="Text">For a sentence: "closed the idle connection after 102 ms", "node closes idle connections after 5 s (its default)".</param>
/// <param name="Weight">How much it says where it is shorter than nginx's.</param>
/// <param name="Source">Where to look again.</param>
/// <param name="IsMeasured">It was tried out.</param>
internal sealed record ApplicationPatience(TimeSpan? Time, string Text, double Weight, string Source, bool IsMeasured)
{
    // Longer than the defaults of node and uvicorn; asked only where nothing tells the time.
    private const int LongestMs = 6_000;

    // Where a command line names the server, but its program may have set another time.
    private const int ShortMs = 1_200;

    /// <summary>Where it is not certain yet, the question is put to the verdict.</summary>
    public static ApplicationPatience? Of(Verdict verdict, Target target)
    {
        var known = target.ServersOf().Where(s => s.Server.Idle is not null).OrderBy(s => s.Server.Idle!.Number).FirstOrDefault();
        var told = known.Server?.Idle is { } idle
            ? new ApplicationPatience(
                idle.Time, $"{known.Server.Name} closes idle connections after {idle.Number:0.###} s ({idle.Option ?? "its default"})",
                idle.Option is null ? Weigh.Moderate : Weigh.Strong, $"/proc/{known.Process.Pid}/cmdline", IsMeasured: false)
            : null;
        if (known.Server?.Idle?.Option is not null)
        {
            return told;
        }

        foreach (var probed in target.Probes.Where(p => p.Result is { Answered: true, Status: < 500 }))
        {
            var question = Question(target, probed, told is null ? LongestMs : ShortMs);
            verdict.Ask(question);
            if ((target.Scene.AnswerTo(question) as IdleAnswer)?.Result.Seen is { } seen)
            {
                var source = $"an idle connection to {probed.Endpoint}";
                return seen switch
                {
                    { Keeps: true, ClosedAfterMs: { } ms } => new ApplicationPatience(TimeSpan.FromMilliseconds(ms), $"{probed.Endpoint} {seen.Text}", Weigh.Strong, source, IsMeasured: true),
                    { Keeps: true } when told is null => new ApplicationPatience(null, $"{probed.Endpoint} kept an idle connection: {seen.Text}", Weigh.Moderate, source, IsMeasured: true),
                    { Keeps: false } => new ApplicationPatience(TimeSpan.Zero, $"{probed.Endpoint} keeps no connection: {seen.Text}", Weigh.Moderate, source, IsMeasured: true),
                    _ => told,
                };
            }
        }

        return told;
    }

    private static MeasureIdle Question(Target target, Probed probed, int upToMs)
    {
        var probe = Survey.Probe(target, probed.Endpoint);
        return new MeasureIdle(probe.Address, probe.Protocol, probe.Request, upToMs, probe.NetNs, probe.Root);
    }
}
