using Gatemedic.Diagnosis;
using Gatemedic.Nginx;

namespace Gatemedic.Probes;

/// <summary>How nginx speaks to a peer by a protocol.</summary>
/// <param name="Dialect">What is said; null = connect only.</param>
/// <param name="Tls">Inside TLS; null = not.</param>
internal sealed record Expectation(Dialect? Dialect, TlsTerms? Tls)
{
    public static Expectation Of(Protocol protocol, ProbeRequest request) => protocol switch
    {
        Protocol.Http => new(new HttpDialect(), null),
        Protocol.Https => new(new HttpDialect(), new TlsTerms(request.ServerName, Http2: false, request.TlsVersions)),
        Protocol.FastCgi => new(new FastCgiDialect(), null),
        Protocol.Uwsgi => new(new UwsgiDialect(), null),
        Protocol.Scgi => new(new ScgiDialect(), null),
        Protocol.Grpc => new(new Http2Dialect(), null),
        Protocol.Grpcs => new(new Http2Dialect(), new TlsTerms(request.ServerName, Http2: true, request.TlsVersions)),
        Protocol.Memcached => new(FixedDialect.Memcached, null),
        _ => new(null, null),
    };
}
