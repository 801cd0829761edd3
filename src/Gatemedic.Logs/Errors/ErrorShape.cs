namespace Gatemedic.Logs;

/// <summary>What a record says, without its particulars: signature, errno and phase.</summary>
/// <param name="Number">Its own, from 0.</param>
/// <param name="Pattern">The form that the message fits; null when none does.</param>
/// <param name="Errno">Null when there is none.</param>
/// <param name="Action">Phase, null when there is none.</param>
internal sealed record ErrorShape(int Number, SignaturePattern? Pattern, int? Errno, string? Action)
{
    internal string Signature => Pattern?.Signature.Id ?? SignatureCatalog.Other;
}
