using System.Collections.Immutable;

namespace Gatemedic.Nginx;

/// <summary>The way of a request through a configuration.</summary>
public sealed record RouteResult
{
    /// <summary>The request.</summary>
    public required RouteRequest Request { get; init; }

    /// <summary>The server block that takes it; null when nothing listens where it arrives.</summary>
    public RouteServer? Server { get; init; }

    /// <summary>The location that answers; null when it is the server itself.</summary>
    public RouteLocation? Location { get; init; }

    /// <summary>What happens to it, in order.</summary>
    public ImmutableArray<RouteStep> Steps { get; init; } = [];

    /// <summary>How it ends.</summary>
    public required RouteOutcome Outcome { get; init; }

    /// <summary>Where it is passed to; null when nginx answers itself.</summary>
    public RouteUpstream? Upstream { get; init; }

    /// <summary>Every value that holds for it.</summary>
    public ImmutableArray<EffectiveValue> Effective { get; init; } = [];

    /// <summary>What only run time can decide.</summary>
    public ImmutableArray<RouteUndecided> Undecided { get; init; } = [];

    /// <summary>The port speaks TLS and the client does not, or the reverse.</summary>
    public bool IsSchemeMismatch { get; init; }

    /// <summary>The blocks around its end, from http to the innermost.</summary>
    public ImmutableArray<Directive> Scope { get; init; } = [];

    /// <summary>The directive that answers: a *_pass, return, try_files, ...; null when none does.</summary>
    public Directive? Handler { get; init; }
}

/// <summary>The server block that takes a request.</summary>
/// <param name="Names">server_name values as written.</param>
/// <param name="Listen">The listen directive over which it came.</param>
/// <param name="Directive">The block.</param>
public sealed record RouteServer(ImmutableArray<string> Names, Listen Listen, Directive Directive);

/// <summary>A location block.</summary>
/// <param name="Modifier">"", "=", "^~", "~", "~*" or "@".</param>
/// <param name="Pattern">Without the modifier.</param>
/// <param name="Directive">The block.</param>
public sealed record RouteLocation(string Modifier, string Pattern, Directive Directive)
{
    /// <summary>As written: <c>~* \.php$</c>.</summary>
    public string Text => Modifier switch { "" => Pattern, "@" => "@" + Pattern, _ => $"{Modifier} {Pattern}" };
}

/// <summary>Something that happens to a request.</summary>
/// <param name="Kind">server, location, rewrite, set, if, return, access, try_files, index, error_page, redirect, limit_except, content.</param>
/// <param name="Text">One line for a person.</param>
/// <param name="Directive">What makes it happen; null when it is nginx's own doing.</param>
public sealed record RouteStep(string Kind, string Text, Directive? Directive);

/// <summary>How a request may end.</summary>
public enum RouteKind
{
    /// <summary>Passed to another server.</summary>
    Proxy,

    /// <summary>Answered by a directive: return, rewrite ... redirect, empty_gif.</summary>
    Return,

    /// <summary>Answered from a file or a directory listing.</summary>
    Static,

    /// <summary>Answered with one of nginx's own error pages, or not at all.</summary>
    Error,

    /// <summary>Only run time can tell.</summary>
    Undecided,
}

/// <summary>How a request ends.</summary>
/// <param name="Kind">Who answers.</param>
/// <param name="Status">What the client sees; null where the upstream decides, 408, 444 or 499 without a body when the connection is closed without an answer.</param>
/// <param name="Target">URL passed to, Location header, or path of the file; null when there is none.</param>
public sealed record RouteOutcome(RouteKind Kind, int? Status, string? Target)
{
    /// <summary>The body that a return directive gives; null when it gives none.</summary>
    public string? Body { get; init; }

    /// <summary>Why, for an error.</summary>
    public string? Reason { get; init; }
}

/// <summary>Where a request is passed to.</summary>
/// <param name="Name">The upstream block's name, or the host that is named directly.</param>
/// <param name="Protocol">What is spoken.</param>
/// <param name="Peers">Its servers, or the one address.</param>
/// <param name="Block">The upstream block; null for a direct address.</param>
public sealed record RouteUpstream(string Name, Protocol Protocol, ImmutableArray<RoutePeer> Peers, Directive? Block)
{
    /// <summary>The request line that it gets; null where the protocol has none.</summary>
    public string? RequestLine { get; init; }

    /// <summary>The Host header that it gets; null when none is sent.</summary>
    public string? Host { get; init; }

    /// <summary>FastCGI's and uWSGI's SCRIPT_FILENAME; null when it is not sent.</summary>
    public string? Script { get; init; }
}

/// <summary>A server of an upstream.</summary>
/// <param name="Address">As nginx writes it.</param>
/// <param name="Weight">1 by default.</param>
/// <param name="State">active, backup or down, by the configuration.</param>
/// <param name="MaxFails">max_fails, 1 by default.</param>
/// <param name="FailTimeout">fail_timeout as written, 10s by default.</param>
/// <param name="Directive">The server line, or the *_pass.</param>
public sealed record RoutePeer(string Address, int Weight, string State, int MaxFails, string FailTimeout, Directive Directive);

/// <summary>Something that only run time decides.</summary>
/// <param name="What">The variable, file or condition.</param>
/// <param name="Why">Why the configuration does not tell.</param>
public sealed record RouteUndecided(string What, string Why)
{
    /// <summary>What the told way takes for granted; null when the way does not depend on it.</summary>
    public string? Assumed { get; init; }

    /// <summary>How the request ends otherwise; null when that makes no difference or was not followed.</summary>
    public string? Otherwise { get; init; }
}
