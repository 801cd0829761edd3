using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Something that the survey or a cause wants to know and cannot find out by itself. Equal questions are asked once.</summary>
[JsonDerivedType(typeof(ProbePeer), "probe")]
[JsonDerivedType(typeof(ResolveName), "resolve")]
[JsonDerivedType(typeof(InspectSocketPath), "inspect-path")]
[JsonDerivedType(typeof(TestConfiguration), "test-configuration")]
[JsonDerivedType(typeof(RouteTo), "route")]
[JsonDerivedType(typeof(FilterTo), "filter")]
[JsonDerivedType(typeof(HailHost), "hail")]
[JsonDerivedType(typeof(AskFpm), "ask-fpm")]
[JsonDerivedType(typeof(InspectSpace), "inspect-space")]
[JsonDerivedType(typeof(InspectTls), "inspect-tls")]
[JsonDerivedType(typeof(MeasureIdle), "measure-idle")]
[JsonDerivedType(typeof(AskResolver), "ask-resolver")]
public abstract record Question;

/// <summary>Speak to a peer as nginx would.</summary>
/// <param name="Address">A literal IP and port, or a unix socket.</param>
/// <param name="Protocol">What nginx speaks to it.</param>
/// <param name="Request">What to ask for.</param>
/// <param name="NetNs">Network namespace to speak from; empty = ours.</param>
/// <param name="PatienceMs">Longest wait in milliseconds where it is to be shorter than usual; 0 = the usual.</param>
/// <param name="Root">Root of the file system in which a unix socket lies; null = ours.</param>
public sealed record ProbePeer(PeerAddress Address, Protocol Protocol, ProbeRequest Request, string NetNs = "", int PatienceMs = 0, string? Root = null) : Question;

/// <summary>The harmless request of a probe.</summary>
/// <param name="Host">Host header, as nginx would send it.</param>
/// <param name="Path">Request target; "/" unless the user named a URL.</param>
/// <param name="ServerName">TLS SNI as configured; null = none is sent (proxy_ssl_server_name off).</param>
/// <param name="Script">FastCGI SCRIPT_FILENAME where it is known; null otherwise.</param>
/// <param name="HttpVersion">"1.1" where nginx speaks that to the peer; null = 1.0.</param>
/// <param name="TlsVersions">*_ssl_protocols where it lacks TLSv1.2 or TLSv1.3; null = both are offered.</param>
public sealed record ProbeRequest(
    string Host, string Path = "/", string? ServerName = null, string? Script = null, string? HttpVersion = null, string? TlsVersions = null);

/// <summary>Resolve a name as nginx does when it loads: getaddrinfo, both families.</summary>
/// <param name="Name">Host name.</param>
/// <param name="Root">Root of the container of which the name is asked; null = this host.</param>
public sealed record ResolveName(string Name, string? Root = null) : Question;

/// <summary>Look at a unix socket path with the eyes of nginx's worker.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="User">The worker's identity; null when it is not known.</param>
/// <param name="Root">Root of nginx's file system as we reach it.</param>
public sealed record InspectSocketPath(string Path, UserIdentity? User, string Root = "/") : Question;

/// <summary>Have nginx itself test the configuration of an instance, without writing anything.</summary>
/// <param name="InstanceId">Which.</param>
public sealed record TestConfiguration(string InstanceId) : Question;

/// <summary>A question with what came back.</summary>
[JsonDerivedType(typeof(ProbeAnswer), "probe")]
[JsonDerivedType(typeof(NameAnswer), "resolve")]
[JsonDerivedType(typeof(SocketPathAnswer), "inspect-path")]
[JsonDerivedType(typeof(ConfigurationAnswer), "test-configuration")]
[JsonDerivedType(typeof(RouteAnswer), "route")]
[JsonDerivedType(typeof(FilterAnswer), "filter")]
[JsonDerivedType(typeof(HailAnswer), "hail")]
[JsonDerivedType(typeof(FpmAnswer), "ask-fpm")]
[JsonDerivedType(typeof(SpaceAnswer), "inspect-space")]
[JsonDerivedType(typeof(TlsAnswer), "inspect-tls")]
[JsonDerivedType(typeof(IdleAnswer), "measure-idle")]
[JsonDerivedType(typeof(ResolverAnswer), "ask-resolver")]
public abstract record Answer
{
    /// <summary>The question.</summary>
    [JsonIgnore]
    public abstract Question Asked { get; }

    /// <summary>Why it could not be answered, or null.</summary>
    [JsonIgnore]
    public abstract Blindness? Blind { get; }
}

/// <summary>Answer to <see cref="ProbePeer"/>.</summary>
public sealed record ProbeAnswer(ProbePeer Question, Section<ProbeResult> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>Answer to <see cref="ResolveName"/>.</summary>
public sealed record NameAnswer(ResolveName Question, Section<NameResult> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>What getaddrinfo said.</summary>
/// <param name="Addresses">IP literals in the resolver's order, IPv6 without brackets; empty on failure.</param>
/// <param name="Error">"nxdomain", "timeout", "servfail" (temporary failure), or null on success.</param>
/// <param name="Text">The resolver's own words.</param>
public sealed record NameResult(ImmutableArray<string> Addresses, string? Error, string Text);

/// <summary>Answer to <see cref="InspectSocketPath"/>.</summary>
public sealed record SocketPathAnswer(InspectSocketPath Question, Section<SocketPathFacts> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>A path that should be a unix socket, as it is.</summary>
public sealed record SocketPathFacts
{
    /// <summary>"socket", "file", "directory", "missing", "other".</summary>
    public required string Kind { get; init; }

    /// <summary>Permission bits, e.g. 432 = 0660; 0 when missing.</summary>
    public int Mode { get; init; }

    /// <summary>Owner as name or uid.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Group as name or gid.</summary>
    public string Group { get; init; } = "";

    /// <summary>A process listens on it.</summary>
    public bool HasListener { get; init; }

    /// <summary>The worker's user may open it; null when the user is not known.</summary>
    public bool? WorkerMayConnect { get; init; }

    /// <summary>The path that stops the worker (the socket itself or a directory above it), null when none does.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What of the obstacle's owner, group and mode stops it: <c>drwx------ root root</c>; null when none does.</summary>
    public string? ObstacleMode { get; init; }

    /// <summary>Nearest directory above that exists.</summary>
    public string NearestDirectory { get; init; } = "/";

    /// <summary>Other sockets in or below that directory that look alike (same ending, or a name that shares a word), at most 10.</summary>
    public ImmutableArray<string> Siblings { get; init; } = [];
}

/// <summary>Answer to <see cref="TestConfiguration"/>.</summary>
public sealed record ConfigurationAnswer(TestConfiguration Question, Section<ConfigurationTest> Result) : Answer
{
    /// <inheritdoc/>
    public override Question Asked => Question;

    /// <inheritdoc/>
    public override Blindness? Blind => Result.Blind;
}

/// <summary>What <c>nginx -t</c> says.</summary>
/// <param name="Loads">nginx would load it.</param>
/// <param name="Message">First emerg message, without "nginx: [emerg]" and without "in file:line"; null when it loads.</param>
/// <param name="File">File of the fault, null when the message names none.</param>
/// <param name="Line">1-based line, null when the message names none.</param>
public sealed record ConfigurationTest(bool Loads, string? Message = null, string? File = null, int? Line = null);
