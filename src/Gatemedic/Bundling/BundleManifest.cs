using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Gatemedic.Bundling;

/// <summary>The first entry of a bundle: what it is, who made it when, and what else is in it.</summary>
internal sealed record BundleManifest
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Name of its entry.</summary>
    public const string Name = "manifest.json";

    /// <summary>Version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>Version of the gatemedic that made it.</summary>
    public required string Program { get; init; }

    /// <summary>The host's clock when its Scene was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Secrets were removed, names and addresses have pseudonyms.</summary>
    public required bool Redacted { get; init; }

    /// <summary>The other entries, in order.</summary>
    public required ImmutableArray<BundleEntry> Entries { get; init; }
}

/// <summary>An entry of a bundle.</summary>
/// <param name="Name">"scene.case".</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its content, hexadecimal in small letters.</param>
/// <param name="What">For a person.</param>
internal sealed record BundleEntry(string Name, long Size, string Sha256, string What);

/// <summary>JSON of the manifest.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class BundleJson : JsonSerializerContext;
