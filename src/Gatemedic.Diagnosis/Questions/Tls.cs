using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Find out how a peer agrees on TLS: with what nginx offers, and with what it could offer. A few handshakes, one after the other.</summary>
/// <param name="Address">A literal IP and port, or a unix socket.</param>
/// <param name="Offer">What nginx offers, and by what it judges the certificate.</param>
/// <param name="NetNs">Network namespace to speak from; empty = ours.</param>
/// <param name="Root">Root of nginx's file system, in which certificates and unix sockets lie; null = ours.</param>
public sealed record InspectTls(PeerAddress Address, TlsOffer Offer, string NetNs = "", string? Root = null) : Question;

/// <summary>TLS to an upstream as nginx is told to speak it.</summary>
/// <param name="Name">The name by which nginx knows the peer (*_ssl_name): sent as SNI if at all, and looked for in its certificate.</param>
/// <param name="SendsName">SNI is sent (*_ssl_server_name on, and the name is no IP address).</param>
/// <param name="Versions">*_ssl_protocols with blanks between: "TLSv1.2 TLSv1.3".</param>
/// <param name="Trusted">*_ssl_trusted_certificate; null when none is set.</param>
/// <param name="Depth">*_ssl_verify_depth.</param>
/// <param name="Host">The Host header that goes with it, where that is another name: what the peer may know itself by.</param>
/// <param name="Own">*_ssl_certificate, which nginx shows where the peer asks for one; null when none is set.</param>
public sealed record TlsOffer(string Name, bool SendsName, string Versions, string? Host = null, string? Trusted = null, int Depth = 1, string? Own = null);

/// <summary>Answer to <see cref="InspectTls"/>.</summary>
public sealed record TlsAnswer(InspectTls Question, Section<TlsFacts> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>How a peer agrees on TLS.</summary>
public sealed record TlsFacts
{
    /// <summary>It answers what nginx offers so.</summary>
    public required TlsAttempt AsNginx { get; init; }

    /// <summary>The same with a server name that nginx does not send; null where the first was agreed on, or there is no other name.</summary>
    public TlsAttempt? WithName { get; init; }

    /// <summary>The name of <see cref="WithName"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Every version and cipher, with SNI: what the peer would choose. Null where nothing before failed.</summary>
    public TlsAttempt? Widest { get; init; }

    /// <summary>What it shows when it is spoken to as nginx does; where that fails, when it is spoken to in the way that works. Null when none was seen.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>What it shows to whom sends SNI, where nginx sends none; null when that was not asked.</summary>
    public TlsCertificate? NamedCertificate { get; init; }

    /// <summary>It asks for a client certificate.</summary>
    public bool WantsClientCertificate { get; init; }

    /// <summary>How a whole handshake without a client certificate ended, in words; null when it was completed or not tried.</summary>
    public string? Refusal { get; init; }

    /// <summary>nginx's own certificate; null when it has none, or it could not be read.</summary>
    public TlsCertificate? Own { get; init; }

    /// <summary>Why a certificate file of the configuration could not be used: "/etc/nginx/ca.pem: No such file or directory"; null when all could.</summary>
    public string? Unreadable { get; init; }
}

/// <summary>The peer's answer to one greeting.</summary>
/// <param name="Agrees">It chose a version and a cipher.</param>
/// <param name="Version">"TLSv1.2"; null when it chose none.</param>
/// <param name="Cipher">As OpenSSL calls it: "ECDHE-RSA-AES128-GCM-SHA256"; null as above.</param>
/// <param name="Alert">Number of the alert with which it refused; null when it sent none.</param>
/// <param name="Text">In words: "chose TLSv1.2", "alert 112 (unrecognized_name)", "closed the connection".</param>
public sealed record TlsAttempt(bool Agrees, string? Version, string? Cipher, int? Alert, string Text);

/// <summary>A certificate, and what nginx's rules make of it.</summary>
public sealed record TlsCertificate
{
    /// <summary>Distinguished name, control characters removed.</summary>
    public required string Subject { get; init; }

    /// <summary>Distinguished name of its issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>DNS names that it is for: of its subjectAltName, else its common name. At most 50.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>From when.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Certificates that came with it, itself counted.</summary>
    public int Chain { get; init; } = 1;

    /// <summary>nginx's name of the peer is one of its names.</summary>
    public bool FitsName { get; init; }

    /// <summary>OpenSSL's number for what is wrong with it under *_ssl_trusted_certificate (10 expired, 18 self-signed, 20 unknown issuer, ...), 0 when nothing is; null when that was not asked.</summary>
    public int? VerifyError { get; init; }

    /// <summary>It signs itself.</summary>
    public bool IsSelfSigned => Subject == Issuer;
}
