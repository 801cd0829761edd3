using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gatemedic.Diagnosis;

/// <summary>A Scene as one file: what a test case, a capture and a bundle hold. Comments are allowed when it is read.</summary>
public static class SceneFile
{
    private static readonly object Nothing = default(ImmutableArray<byte>);
    private static readonly JsonTypeInfo<Envelope> Written = (JsonTypeInfo<Envelope>)new JsonSerializerOptions(SceneJson.Default.Options)
    {
        TypeInfoResolver = SceneJson.Default.WithAddedModifier(LeaveOutArraysThatAreNone),
    }.GetTypeInfo(typeof(Envelope));

    /// <summary>Writes it, indented, with texts as arrays of lines so that a person can read and review it.</summary>
    public static void Write(Stream stream, Scene scene) => JsonSerializer.Serialize(stream, new Envelope(Scene.Schema, scene), Written);

    /// <summary>Reads it back without loss.</summary>
    /// <exception cref="InvalidDataException">It is not a Scene, or one of another version; the message says what was wrong.</exception>
    public static Scene Read(Stream stream)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize(stream, SceneJson.Default.Envelope);
            return envelope is { Schema: Scene.Schema, Scene: { } scene }
                ? scene
                : throw new InvalidDataException($"expected schema \"{Scene.Schema}\", found \"{envelope?.Schema}\"");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"not a Scene file: {e.Message}", e);
        }
    }

    /// <summary>A field that an older file lacks comes back as an array that is none, which no writer takes; all such are equal, of whatever they would be.</summary>
    private static void LeaveOutArraysThatAreNone(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.PropertyType is { IsGenericType: true } t && t.GetGenericTypeDefinition() == typeof(ImmutableArray<>)))
        {
            property.ShouldSerialize = (_, value) => !Nothing.Equals(value);
        }
    }

    internal sealed record Envelope(string Schema, Scene Scene);
}

/// <summary>JSON of a Scene, generated at compile time so that trimming keeps what it needs.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    IgnoreReadOnlyProperties = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    Converters = [typeof(ConfigFileConverter)])]
[JsonSerializable(typeof(SceneFile.Envelope))]
internal sealed partial class SceneJson : JsonSerializerContext;
