using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatemedic.Causes;

/// <summary>From signatures to causes: every row, found by signature.</summary>
internal static class PointingTable
{
    /// <summary>All rows.</summary>
    internal static ImmutableArray<PointingRow> All { get; } =
        [.. ConnectingSigns.All, .. AnswerSigns.All, .. NginxSigns.All, .. ApplicationSigns.All, .. HostSigns.All, .. ReasonSigns.All];

    private static readonly FrozenDictionary<string, ImmutableArray<PointingRow>> BySignature = All.GroupBy(r => r.Signature)
        .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(r => r.Conditions).ToImmutableArray());

    /// <summary>The row of a sign, or null.</summary>
    internal static PointingRow? Find(Sign sign) => BySignature.GetValueOrDefault(sign.Signature, []).FirstOrDefault(r => r.Fits(sign));

    /// <summary>No error log would tell of it.</summary>
    internal static bool IsSilent(string reason) => ReasonSigns.Silent.Any(r => r.Signature == reason);
}
