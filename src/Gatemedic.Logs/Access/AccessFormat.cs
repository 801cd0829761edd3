using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>A <c>log_format</c>, compiled into what is needed to read its lines.</summary>
public sealed class AccessFormat
{
    // A bit a field; asked for every line.
    private readonly long _fields;

    private AccessFormat(string format, string escape, bool more = false)
    {
        (Lead, Pieces) = AccessFormatParser.Parse(format);
        foreach (var piece in Pieces)
        {
            _fields |= 1L << (int)piece.Field;
        }
        Format = more ? format + " ..." : format;
        Escape = escape;
        Pieces = more ? Pieces.Add(new AccessPiece(AccessField.Other, AccessShape.Rest, [])) : Pieces;
    }

    /// <summary>nginx's predefined format.</summary>
    public static AccessFormat Combined { get; } = Parse(
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"", "default");

    /// <summary>The format that Kubernetes' ingress-nginx configures (<c>upstreaminfo</c>).</summary>
    public static AccessFormat Ingress { get; } = Parse(
        Combined.Format + " $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length"
        + " $upstream_response_time $upstream_status $req_id", "default");

    /// <summary>nginx's predefined format with fields after it that nothing is known about.</summary>
    public static AccessFormat CombinedAndMore { get; } = new(Combined.Format, Combined.Escape, more: true);

    /// <summary>The format as written; " ..." at its end stands for a rest of the line that is passed over.</summary>
    public string Format { get; }

    /// <summary>default, json or none.</summary>
    public string Escape { get; }

    /// <summary>Lines tell their time.</summary>
    public bool HasTime => Has(AccessField.Time);

    /// <summary>Lines tell the status; without it they cannot be grouped and all count as unrecognised.</summary>
    public bool HasStatus => Has(AccessField.Status);

    /// <summary>Lines tell the upstream's address.</summary>
    public bool HasPeers => Has(AccessField.Peers);

    /// <summary>Lines tell the upstream's status.</summary>
    public bool HasPeerStatuses => Has(AccessField.PeerStatuses);

    /// <summary>Lines tell the tries of upstreams.</summary>
    internal bool TellsTries => HasPeers || HasPeerStatuses || Has(AccessField.ResponseTimes) || Has(AccessField.HeaderTimes);

    /// <summary>Literal before the first variable.</summary>
    internal byte[] Lead { get; }

    internal ImmutableArray<AccessPiece> Pieces { get; }

    /// <summary>Compiles a format; every text is one, if only of literals.</summary>
    public static AccessFormat Parse(string format, string escape) => new(format, escape);

    internal bool Has(AccessField field) => (_fields >> (int)field & 1) != 0;
}
