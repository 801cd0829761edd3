namespace Gatemedic.Bundling;

/// <summary>What became of a bundle.</summary>
/// <param name="Path">Where it was to be written.</param>
/// <param name="Size">How large it is; null when it is not written.</param>
/// <param name="Fault">Why it could not be written; null when it is, or was not to be.</param>
internal sealed record BundleOutcome(string Path, long? Size, string? Fault);
