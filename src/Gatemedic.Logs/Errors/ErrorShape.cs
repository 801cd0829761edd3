namespace Gatemedic.Logs;

/// <summary>What a record says, without its particulars: signature, errno and phase.</summary>
/// <param name="Number">Its own, from 0.</param>
/// <param name="Pattern">The form that the message fits; null when none does.</param>
/// <param name="Errno">Null when there is none.</param>
/// <param name="Action">Phase, null when there is none.</param>
internal sealed record ErrorShape(int Number, SignaturePattern? Pattern, int? Errno, string? Action)
{
    /// <summary>Another of the same pattern.</summary>
    internal ErrorShape? Next { get; init; }

    /// <summary>What it makes of the request: "502", "504", "499", "500", "503" or "cut"; null when it does not fail one.</summary>
    internal string? Fails { get; } = Pattern?.Signature.Status is "502" or "504" or "499" or "500" or "503" or "cut" ? Pattern.Signature.Status : null;

    internal string Signature => Pattern?.Signature.Id ?? SignatureCatalog.Other;
}
