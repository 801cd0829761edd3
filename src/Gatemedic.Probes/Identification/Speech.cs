namespace Gatemedic.Probes;

/// <summary>What a peer turned out to speak.</summary>
/// <param name="Protocol">http, https, tls, fastcgi, uwsgi, http2, redis, ssh, ...</param>
/// <param name="Because">What showed it.</param>
internal sealed record Speech(string Protocol, string Because);
