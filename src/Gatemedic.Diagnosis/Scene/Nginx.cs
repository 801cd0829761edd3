using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gatemedic.Logs;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>A running nginx master process.</summary>
public sealed record NginxMaster
{
    /// <summary>Process id in our pid namespace.</summary>
    public required int Pid { get; init; }

    /// <summary>Path of the binary.</summary>
    public required string Exe { get; init; }

    /// <summary>"1.22.1", or blind when the binary could not be asked.</summary>
    public required Section<string> Version { get; init; }

    /// <summary>Absolute path of the configuration that it was started with (-c, or the compiled-in one).</summary>
    public required string ConfPath { get; init; }

    /// <summary>-p, or the compiled-in prefix.</summary>
    public required string Prefix { get; init; }

    /// <summary>-g, or null.</summary>
    public string? GlobalDirectives { get; init; }

    /// <summary>Worker process ids.</summary>
    public ImmutableArray<int> Workers { get; init; } = [];

    /// <summary>Workers that are shutting down since a reload: they still serve by an earlier configuration. Null when there is none.</summary>
    public ImmutableArray<int>? Retiring { get; init; }

    /// <summary>As whom the workers run.</summary>
    public required Section<UserIdentity> WorkerUser { get; init; }

    /// <summary>Start of the master.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Start of the oldest worker that is not shutting down: the last time a configuration was loaded.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>Network namespace id, as in /proc/PID/ns/net.</summary>
    public required string NetNs { get; init; }

    /// <summary>It shares our network namespace.</summary>
    public required bool SharesOurNetwork { get; init; }

    /// <summary>Root of its file system as we reach it: "/" or "/proc/PID/root".</summary>
    public string Root { get; init; } = "/";

    /// <summary>systemd unit, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Container id, or null.</summary>
    public string? Container { get; init; }

    /// <summary>IP addresses of its network namespace; null where that is ours.</summary>
    public ImmutableArray<string>? Addresses { get; init; }

    /// <summary>Name servers of the resolv.conf that it has, in order, IPv6 without brackets; null when none was seen.</summary>
    public ImmutableArray<string>? NameServers { get; init; }

    /// <summary>It lives in a container: its services, names and programs are not those of this host. A service with a private /tmp does not.</summary>
    [JsonIgnore]
    public bool IsContained => Container is not null || (!SharesOurNetwork && Root != "/");
}

/// <summary>A user as the kernel sees it.</summary>
/// <param name="Name">Login name, or the number when it has none.</param>
/// <param name="Uid">User id.</param>
/// <param name="Gid">Primary group id.</param>
/// <param name="Groups">Supplementary group ids.</param>
public sealed record UserIdentity(string Name, int Uid, int Gid, ImmutableArray<int> Groups)
{
    /// <summary>By content: a question that holds it has to equal itself after a Scene was written and read.</summary>
    public bool Equals(UserIdentity? other) =>
        other is not null && (Name, Uid, Gid) == (other.Name, other.Uid, other.Gid) && Groups.OrEmpty().SequenceEqual(other.Groups.OrEmpty());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Uid, Gid);
}

/// <summary>One nginx with its configuration and logs.</summary>
public sealed record NginxInstance
{
    /// <summary>Stable within the Scene: the configuration's path, with "#PID" where several masters share it.</summary>
    public required string Id { get; init; }

    /// <summary>Pid of the running master; null when none runs this configuration.</summary>
    public int? MasterPid { get; init; }

    /// <summary>"1.22.1" of the running master, or of the installed binary.</summary>
    public required Section<string> Version { get; init; }

    /// <summary>The configuration files.</summary>
    public required Section<ConfigSnapshot> Configuration { get; init; }

    /// <summary>Newest modification among the configuration files.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>
    /// When anything was last done to the configuration files or to a directory that is included from, be it a file replaced by an older one, deleted or
    /// given another owner; null when it is not known.
    /// </summary>
    public DateTimeOffset? TouchedAt { get; init; }

    /// <summary>Compiled-in error log path, used where the configuration sets none.</summary>
    public string? DefaultErrorLog { get; init; }

    /// <summary>Compiled-in access log path.</summary>
    public string? DefaultAccessLog { get; init; }

    /// <summary>Compiled-in directories for temporary files, used where the configuration sets none.</summary>
    public ImmutableArray<CompiledPath> TempPaths { get; init; } = [];

    /// <summary>Its logs.</summary>
    public ImmutableArray<LogSection> Logs { get; init; } = [];
}

/// <summary>A path that is compiled into nginx.</summary>
/// <param name="Directive">The directive that would set another.</param>
/// <param name="Path">Absolute.</param>
public sealed record CompiledPath(string Directive, string Path);

/// <summary>One log of an instance.</summary>
/// <param name="Path">As opened.</param>
/// <param name="Kind">error or access.</param>
/// <param name="Summary">What its last part says.</param>
public sealed record LogSection(string Path, LogKind Kind, Section<LogSummary> Summary);
