using System.Collections.Frozen;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>The protocols of the two sides, and the names of their misunderstandings.</summary>
public static class Tongues
{
    /// <summary>What a probe may hear and still be what nginx speaks: "tls" and "http2" also where the handshake or the answer has another fault.</summary>
    private static readonly FrozenDictionary<Protocol, string[]> Own = new Dictionary<Protocol, string[]>
    {
        [Protocol.Http] = ["http"],
        [Protocol.Https] = ["https", "tls"],
        [Protocol.FastCgi] = ["fastcgi"],
        [Protocol.Uwsgi] = ["uwsgi"],
        [Protocol.Scgi] = ["scgi"],
        [Protocol.Grpc] = ["http2"],
        [Protocol.Grpcs] = ["tls"],
        [Protocol.Memcached] = ["memcached"],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (string Detail, string Sentence)> Names = new Dictionary<string, (string, string)>
    {
        ["http"] = ("http", "plain HTTP"),
        ["https"] = ("tls", "HTTPS"),
        ["tls"] = ("tls", "TLS"),
        ["fastcgi"] = ("fastcgi", "FastCGI"),
        ["uwsgi"] = ("uwsgi", "uwsgi"),
        ["scgi"] = ("scgi", "SCGI"),
        ["http2"] = ("http2", "HTTP/2 without TLS"),
        ["ssh"] = ("raw", "SSH"),
        ["smtp"] = ("raw", "SMTP"),
        ["mysql"] = ("raw", "the MySQL protocol"),
        ["postgresql"] = ("raw", "the PostgreSQL protocol"),
        ["redis"] = ("raw", "the Redis protocol"),
        ["memcached"] = ("raw", "the memcached protocol"),
    }.ToFrozenDictionary();

    /// <summary>What the peer speaks, where that is not what nginx speaks to it; null otherwise.</summary>
    public static string? Foreign(Target target, Probed probed) => probed.Result switch
    {
        { Spoken: null } => null,
        // A TLS server that was asked for HTTP/1 says nothing about HTTP/2, unless it already answered in HTTP/1.
        { Spoken: "https", Outcome: not ProbeOutcome.OtherProtocol } when target.Protocol == Protocol.Grpcs => null,
        { Spoken: { } spoken } when Own.GetValueOrDefault(target.Protocol, []).Contains(spoken) => null,
        { Spoken: { } spoken } => spoken,
    };

    /// <summary>"http-to-tls": what nginx speaks, what the peer speaks.</summary>
    public static string Detail(Protocol nginx, string spoken)
    {
        var to = Names.TryGetValue(spoken, out var name) ? name.Detail : "raw";
        return nginx switch
        {
            Protocol.Grpc when to == "http" => "grpc-to-http1",
            Protocol.Grpcs when spoken == "https" => "grpc-to-http1",
            Protocol.Https or Protocol.Grpcs => $"tls-to-{to}",
            _ => $"{nginx.Text()}-to-{to}",
        };
    }

    /// <summary>For a sentence: "plain HTTP", "the protocol of redis".</summary>
    public static string Sentence(string spoken) => Names.TryGetValue(spoken, out var name) ? name.Sentence : $"the protocol of {spoken}";

    /// <summary>What nginx speaks, for a sentence.</summary>
    public static string Sentence(Protocol protocol) => protocol == Protocol.Http ? "plain HTTP" : protocol.Name();
}
