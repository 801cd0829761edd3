using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatemedic.Diagnosis;

namespace Gatemedic.Probes;

/// <summary>Finds out how one peer agrees on TLS: greetings first, then whole handshakes for what only those show. Six connections at most.</summary>
/// <param name="target">The peer.</param>
/// <param name="offer">How nginx does it.</param>
/// <param name="reader">Judges certificates.</param>
/// <param name="patience">Bound on each connection.</param>
/// <param name="time">Clock.</param>
internal sealed class TlsInspection(Target target, TlsOffer offer, CertificateReader reader, TimeSpan patience, TimeProvider time)
{
    private readonly ushort[] versions = TlsVersions.Read(offer.Versions) is { Length: > 0 } read ? read : TlsVersions.All;

    private string? Sent => offer.SendsName ? offer.Name : null;

    private bool HasName => offer.Name.Length > 0 && !System.Net.IPAddress.TryParse(offer.Name, out _);

    /// <summary>Runs it.</summary>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> fires.</exception>
    public async Task<TlsFacts> RunAsync(CancellationToken cancellation)
    {
        var asNginx = await GreetAsync(Sent, versions, cancellation);
        var facts = new TlsFacts { AsNginx = asNginx };
        foreach (var name in OtherNames().TakeWhile(_ => !asNginx.Agrees && facts.WithName is not { Agrees: true }))
        {
            facts = facts with { WithName = await GreetAsync(name, versions, cancellation), Name = name };
        }

        if (!asNginx.Agrees && facts.WithName is not { Agrees: true })
        {
            facts = facts with { Widest = await GreetAsync(facts.Name ?? Sent, TlsVersions.All, cancellation) };
        }

        if (!asNginx.Agrees && facts is { WithName: not { Agrees: true }, Widest: not { Agrees: true } })
        {
            return facts;
        }

        var agreed = asNginx.Agrees || facts.WithName is { Agrees: true } ? offer.Versions : null;
        var shown = await ShakeAsync(asNginx.Agrees ? Sent : facts.Name ?? Sent, agreed, cancellation);
        facts = facts with { Certificate = shown.Certificate, WantsClientCertificate = shown.WantsCertificate, Refusal = shown.Refusal };
        return asNginx.Agrees && !offer.SendsName && HasName
            ? facts with { NamedCertificate = (await ShakeAsync(offer.Name, offer.Versions, cancellation)).Certificate }
            : facts;
    }

    /// <summary>Names that nginx does not send.</summary>
    private IEnumerable<string> OtherNames() => ((string?[])[HasName && !offer.SendsName ? offer.Name : null, offer.Host]).OfType<string>();

    private Task<TlsAttempt> GreetAsync(string? name, ushort[] offered, CancellationToken cancellation) =>
        TlsGreeting.SendAsync(target, name, offered, patience, time, cancellation);

    /// <summary>A whole handshake in the versions that this machine's library takes of those that were agreed on, without a client certificate.</summary>
    private async Task<Shaken> ShakeAsync(string? name, string? agreed, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(patience, time);
        using var silence = new Silence(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        var shaken = new Shaken();
        try
        {
            await using var wire = await PeerStream.OpenAsync(target, silence, either.Token);
            await using var secured = new SslStream(wire, leaveInnerStreamOpen: true);
            var options = new TlsTerms(name, Http2: false, agreed).Options();
            options.LocalCertificateSelectionCallback = (_, _, _, remote, _) =>
            {
                // It is called once before anything was sent, and again only when the peer asks.
                if (remote is X509Certificate2 leaf)
                {
                    shaken = shaken with { WantsCertificate = true, Certificate = reader.Read(leaf, null) };
                }

                return null!;
            };
#pragma warning disable CA5359 // The certificate is read here, and judged by nginx's rules.
            options.RemoteCertificateValidationCallback = (_, remote, chain, _) =>
            {
                shaken = remote is X509Certificate2 leaf ? shaken with { Certificate = reader.Read(leaf, Sent(leaf, chain)) } : shaken;
                return true;
            };
#pragma warning restore CA5359
            await secured.AuthenticateAsClientAsync(options, either.Token);
            return shaken;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return shaken with { Refusal = $"no end of the handshake within {patience.TotalSeconds:0.###} s" };
        }
        catch (Exception error) when (error is AuthenticationException or IOException or ErrnoException or System.Net.Sockets.SocketException or CryptographicException)
        {
            return shaken with { Refusal = TlsFault.Words(error, default) ?? (Errno.Of(error) is { } errno ? Errno.Words(errno) : "the peer closed the connection") };
        }

        static X509Certificate2Collection Sent(X509Certificate2 leaf, X509Chain? chain) => [leaf, .. chain?.ChainPolicy.ExtraStore.Where(c => !c.Equals(leaf)) ?? []];
    }

    private sealed record Shaken(TlsCertificate? Certificate = null, bool WantsCertificate = false, string? Refusal = null);
}
