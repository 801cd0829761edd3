using Gatemedic.Logs;

namespace Gatemedic.Diagnosis;

/// <summary>What the catalogue of signatures says about a group.</summary>
internal static class GatewaySymptom
{
    /// <summary>Such a line comes with 502 or 504.</summary>
    public static bool IsMeantBy(ErrorGroup group) => SignatureCatalog.Find(group.Signature)?.Status is "502" or "504";
}
