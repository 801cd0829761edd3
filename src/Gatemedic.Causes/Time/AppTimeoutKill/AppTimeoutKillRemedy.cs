using System.Collections.Immutable;
using Gatemedic.Diagnosis;

namespace Gatemedic.Causes;

/// <summary>Repairs of app-timeout-kill.</summary>
internal static class AppTimeoutKillRemedy
{
    /// <summary>Best first.</summary>
    public static ImmutableArray<Remedy> For(Target target) => [];
}
