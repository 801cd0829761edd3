using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatemedic.Diagnosis;

/// <summary>A Scene as one file: what a test case, a capture and a bundle hold. Comments are allowed when it is read.</summary>
public static class SceneFile
{
    /// <summary>Writes it, indented, with texts as arrays of lines so that a person can read and review it.</summary>
    public static void Write(Stream stream, Scene scene) => JsonSerializer.Serialize(stream, new Envelope(Scene.Schema, scene), SceneJson.Default.Envelope);

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

    internal sealed record Envelope(string Schema, Scene Scene);
}

/// <summary>JSON of a Scene, generated at compile time so that trimming keeps what it needs.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    Converters = [typeof(ConfigFileConverter)])]
[JsonSerializable(typeof(SceneFile.Envelope))]
internal sealed partial class SceneJson : JsonSerializerContext;
