using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>From signatures to causes: every row, found by signature.</summary>
internal static class PointingTable
{
    /// <summary>All rows.</summary>
    internal static ImmutableArray<PointingRow> All { get; } =
        [.. ConnectingSigns.All, .. AnswerSigns.All, .. NginxSigns.All, .. ApplicationSigns.All, .. HostSigns.All, .. ReasonSigns.All];

    private static readonly ILookup<string, PointingRow> BySignature = All.OrderByDescending(r => r.Conditions).ToLookup(r => r.Signature);

    /// <summary>The row of a sign, or null.</summary>
    internal static PointingRow? Find(Sign sign) => BySignature[sign.Signature].FirstOrDefault(r => r.Fits(sign));

    /// <summary>No error log would tell of it.</summary>
    internal static bool IsSilent(string reason) => ReasonSigns.Silent.Any(r => r.Signature == reason);
}
