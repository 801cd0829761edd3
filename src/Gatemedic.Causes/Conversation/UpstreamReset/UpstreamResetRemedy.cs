using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of upstream-reset.</summary>
internal static class UpstreamResetRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target) => [];
}
