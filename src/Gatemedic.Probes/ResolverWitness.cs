using System.Collections.Immutable;
using System.Net;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Answers what a DNS server says to nginx's own resolver, from nginx's network namespace: all questions side by side.</summary>
/// <param name="settings">Bounds.</param>
public sealed class ResolverWitness(ProbeSettings settings) : IWitness
{
    /// <inheritdoc/>
    public bool CanAnswer(Question question) => question is AskResolver;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation)
    {
        var asked = questions.OfType<AskResolver>().ToArray();
        var ways = asked.Select(question => question.NetNs).Distinct().ToDictionary(id => id, id => PeerWay.Into(id, null));
        using var places = new SemaphoreSlim(Math.Max(1, settings.MaxParallel));
        return [.. await Task.WhenAll(asked.Select(async question =>
            (Answer)new ResolverAnswer(question, await AskAsync(question, ways[question.NetNs], places, cancellation))))];
    }

    private async Task<Section<DnsReply>> AskAsync(AskResolver question, PeerWay way, SemaphoreSlim places, CancellationToken cancellation)
    {
        var what = $"DNS server {question.Server}";
        if (way.Closed is { } closed)
        {
            return Section.Blind<DnsReply>(what, $"it must be asked from the network namespace {question.NetNs}: {closed}", "run as root");
        }

        if (!IPAddress.TryParse(question.Server.Host, out var address) || question.Server.Port is < 1 or > 65535)
        {
            return Section.Blind<DnsReply>(what, "it is not an IP address with a port");
        }

        try
        {
            await places.WaitAsync(cancellation);
            try
            {
                var probe = new DnsProbe(new IPEndPoint(address, question.Server.Port), way.Namespace, settings.Timeout < settings.ResolverTimeout ? settings.Timeout : settings.ResolverTimeout);
                return Section.Seen(await probe.AskAsync(question.Name, question.IPv6, cancellation));
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return Section.Blind<DnsReply>(what, "the run ended before it had answered", "allow more time with --timeout");
        }
    }
}
