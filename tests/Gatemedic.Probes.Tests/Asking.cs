using System.Collections.Immutable;
using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

// The servers in these tests share the thread pool with the probes, and some tests keep the clock.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Gatemedic.Probes.Tests;

/// <summary>Puts questions to a witness that has time enough on a busy machine.</summary>
internal static class Asking
{
    private static readonly Scene Nothing = new()
    {
        Clock = new SceneClock(DateTimeOffset.UnixEpoch, null),
        Masters = Section.Seen<ImmutableArray<NginxMaster>>([]),
        Listeners = Section.Seen<ImmutableArray<Listener>>([]),
        Processes = Section.Seen<ImmutableArray<HostProcess>>([]),
        Units = Section.Seen<ImmutableArray<ServiceUnit>>([]),
        LocalAddresses = Section.Seen<ImmutableArray<string>>([]),
    };

    public static async Task<ProbeResult> ProbeAsync(
        PeerAddress address, Protocol protocol, ProbeRequest? request = null, double seconds = 5, string netNs = "")
    {
        var answer = (await AnswersAsync([new ProbePeer(address, protocol, request ?? new ProbeRequest("localhost"), netNs)], seconds)).Single();
        return answer.Result.Or(null!) ?? throw new InvalidOperationException(answer.Result.Blind?.Why);
    }

    public static async Task<ImmutableArray<ProbeAnswer>> AnswersAsync(
        IEnumerable<ProbePeer> questions, double seconds = 5, CancellationToken cancellation = default)
    {
        var witness = new ProbeWitness(TimeProvider.System, new ProbeSettings { Timeout = TimeSpan.FromSeconds(seconds), Overtime = TimeSpan.FromSeconds(2) });
        return [.. (await witness.AnswerAsync(Nothing, [.. questions], cancellation)).Cast<ProbeAnswer>()];
    }
}
