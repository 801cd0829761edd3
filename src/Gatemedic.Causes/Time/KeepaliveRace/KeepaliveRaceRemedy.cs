using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of keepalive-race.</summary>
internal static class KeepaliveRaceRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target) => [];
}
