using System.Collections.Immutable;

namespace Gatemedic.Logs;

/// <summary>One request that failed, with its one reason.</summary>
public sealed record FailedRequest
{
    /// <summary>When it ended.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What the client got; null where no access log tells.</summary>
    public int? Status { get; init; }

    /// <summary>Why.</summary>
    public required FailureReason Reason { get; init; }

    /// <summary>From 0 to 1: 1 when a line of its own says it, less where others fit as well.</summary>
    public required double Confidence { get; init; }

    /// <summary>Why it is thought so, in words.</summary>
    public required string Because { get; init; }

    /// <summary>Other reasons that fit; empty when the reason is certain.</summary>
    public ImmutableArray<FailureReason> Others { get; init; } = [];

    /// <summary>$host or the error log's host, else its server.</summary>
    public string? Host { get; init; }

    /// <summary>GET, ...</summary>
    public string? Method { get; init; }

    /// <summary>Path with arguments.</summary>
    public string? Uri { get; init; }

    /// <summary>Client's address.</summary>
    public string? Client { get; init; }

    /// <summary>$request_time in seconds.</summary>
    public double? Seconds { get; init; }

    /// <summary>Tries in order.</summary>
    public ImmutableArray<UpstreamTry> Tries { get; init; } = [];

    /// <summary>The access line, null where there is none.</summary>
    public LogQuote? Access { get; init; }

    /// <summary>The error lines that belong to it, in order.</summary>
    public ImmutableArray<LogQuote> Errors { get; init; } = [];
}

/// <summary>One try of a request at a peer.</summary>
/// <param name="Peer">$upstream_addr's item.</param>
/// <param name="Status">$upstream_status's item, null for "-" or where the format lacks it.</param>
/// <param name="Connect">Seconds, null for "-" or lacking.</param>
/// <param name="Header">Seconds.</param>
/// <param name="Response">Seconds.</param>
/// <param name="Round">0 for the first proxying, 1 after the first " : ".</param>
public sealed record UpstreamTry(string Peer, int? Status, double? Connect, double? Header, double? Response, int Round);
