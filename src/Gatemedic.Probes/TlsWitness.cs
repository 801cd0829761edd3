using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Answers how peers agree on TLS.</summary>
/// <param name="time">Clock.</param>
/// <param name="settings">Bounds.</param>
/// <param name="readCertificates">Reads the certificates, and nothing else, of a PEM file of the configuration, by root and path.</param>
public sealed class TlsWitness(TimeProvider time, ProbeSettings settings, Func<string, string, Section<string>> readCertificates) : IWitness
{
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public bool CanAnswer(Question question) => question is InspectTls;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> AnswerAsync(Scene scene, ImmutableArray<Question> questions, CancellationToken cancellation) =>
        [.. await Task.WhenAll(questions.OfType<InspectTls>().Select(q => AnswerAsync(q, scene.Clock.Now, cancellation)))];

    private async Task<Answer> AnswerAsync(InspectTls question, DateTimeOffset now, CancellationToken cancellation)
    {
        var way = PeerWay.Into(question.NetNs, question.Root);
        if (way.Obstacle(question.Address, question.NetNs) is { } closed)
        {
            return new TlsAnswer(question, new Section<TlsFacts> { Blind = closed });
        }

        var (anchors, unreadable) = Load(question.Root, question.Offer.Trusted);
        var (own, other) = Load(question.Root, question.Offer.Own);
        var reader = new CertificateReader(question.Offer, anchors, now);
        var target = new Target(question.Address, way.Namespace, new ProbeRequest(question.Offer.Name), way.Root);
        var patience = settings.Timeout < MostPatience ? settings.Timeout : MostPatience;
        try
        {
            var facts = await new TlsInspection(target, question.Offer, reader, patience, time).RunAsync(cancellation);
            return new TlsAnswer(question, Section.Seen(facts with { Own = own is { Count: > 0 } ? reader.Read(own[0], own) : null, Unreadable = unreadable ?? other }));
        }
        catch (OperationCanceledException)
        {
            return new TlsAnswer(question, Section.Blind<TlsFacts>($"TLS of peer {question.Address}", "the run ended before it was known", "allow more time with --timeout"));
        }
    }

    private (X509Certificate2Collection? Certificates, string? Fault) Load(string? root, string? path)
    {
        if (path is null)
        {
            return (null, null);
        }

        var file = readCertificates(root ?? "/", path);
        if (!file.IsSeen)
        {
            return (null, $"{path}: {file.Blind.Why}");
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(file.Seen);
            return certificates.Count > 0 ? (certificates, null) : (null, $"{path}: no certificate in it");
        }
        catch (CryptographicException)
        {
            return (null, $"{path}: a certificate in it cannot be read");
        }
    }
}
