using System.Collections.Immutable;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>How another nginx like one that is there is started: of the same binary, as the same user, where that one lives.</summary>
public sealed record NginxTwin
{
    /// <summary>The binary, and before it what leads to where the other lives; nginx's own arguments follow.</summary>
    public required ImmutableArray<string> Call { get; init; }

    /// <summary>The user and group whose files it has to be able to read; null = ours.</summary>
    public (int Uid, int Gid)? Owner { get; init; }

    /// <summary>What was compiled into it.</summary>
    public required NginxModules Modules { get; init; }

    /// <summary>The files that it would read.</summary>
    public required IConfigFiles Files { get; init; }
}
