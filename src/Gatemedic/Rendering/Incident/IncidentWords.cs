using Gatemedic.Diagnosis;

namespace Gatemedic.Rendering;

/// <summary>The words and colours of a verdict, alike in every format.</summary>
internal static class IncidentWords
{
    /// <summary>"FAILING".</summary>
    public static string State(Health health) => health.ToString().ToUpperInvariant();

    /// <summary>The page's class for it.</summary>
    public static string Class(Health health) => health switch
    {
        Health.Failing => "failing",
        Health.Degraded => "over",
        Health.Healthy => "clean",
        _ => "unknown",
    };
}
