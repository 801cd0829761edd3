using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

// The servers in these tests share the thread pool with the probes, and some of them wait for time-outs.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Gatemedic.Probes.Tests;

/// <summary>Puts questions to a witness that has time enough on a busy machine.</summary>
internal static class Asking
{
    public static readonly Scene Nothing = new()
    {
        Clock = new SceneClock(DateTimeOffset.UnixEpoch, null),
        Masters = Section.Seen<ImmutableArray<NginxMaster>>([]),
        Listeners = Section.Seen<ImmutableArray<Listener>>([]),
        Processes = Section.Seen<ImmutableArray<HostProcess>>([]),
        Units = Section.Seen<ImmutableArray<ServiceUnit>>([]),
        LocalAddresses = Section.Seen<ImmutableArray<string>>([]),
    };

    /// <summary>Asks one peer; only those that expect a time-out name the seconds.</summary>
    public static Task<ProbeResult> ProbeAsync(
        PeerAddress address, Protocol protocol, ProbeRequest? request = null, double seconds = 30, string netNs = "") =>
        ProbeAsync(new ProbePeer(address, protocol, request ?? new ProbeRequest("localhost"), netNs), Within(seconds));

    /// <summary>Asks one peer, and gives it time enough on any machine to show what it speaks.</summary>
    public static Task<ProbeResult> IdentifyAsync(PeerAddress address, Protocol protocol, double seconds = 30) =>
        ProbeAsync(new ProbePeer(address, protocol, new ProbeRequest("localhost")), Within(seconds) with
        {
            Overtime = TimeSpan.FromMinutes(1),
            MaxIdentification = TimeSpan.FromMinutes(1),
            MaxSilence = TimeSpan.FromSeconds(3),
        });

    public static Task<ImmutableArray<ProbeAnswer>> AnswersAsync(
        IEnumerable<ProbePeer> questions, double seconds = 30, CancellationToken cancellation = default) =>
        AnswersAsync(questions, Within(seconds), cancellation);

    private static async Task<ProbeResult> ProbeAsync(ProbePeer question, ProbeSettings settings)
    {
        var answer = (await AnswersAsync([question], settings, default)).Single();
        return answer.Result.Or(null!) ?? throw new InvalidOperationException(answer.Result.Blind?.Why);
    }

    private static async Task<ImmutableArray<ProbeAnswer>> AnswersAsync(IEnumerable<ProbePeer> questions, ProbeSettings settings, CancellationToken cancellation)
    {
        var witness = new ProbeWitness(TimeProvider.System, settings);
        return [.. (await witness.AnswerAsync(Nothing, [.. questions], cancellation)).Cast<ProbeAnswer>()];
    }

    private static ProbeSettings Within(double seconds) => new() { Timeout = TimeSpan.FromSeconds(seconds), Overtime = TimeSpan.FromSeconds(2) };
}
