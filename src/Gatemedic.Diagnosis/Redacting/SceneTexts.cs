using System.Text;
using System.Text.Json;

namespace Gatemedic.Diagnosis;

/// <summary>Rewrites every text of a Scene's file and leaves the rest as it is. A configuration file is one text, whatever its encoding.</summary>
internal static class SceneTexts
{
    /// <summary>The file with each text replaced by what <paramref name="rewrite"/> makes of it.</summary>
    public static byte[] Rewrite(byte[] json, Func<TextPlace, string, string> rewrite)
    {
        using var output = new MemoryStream(json.Length);
        using (var writer = new Utf8JsonWriter(output))
        {
            var reader = new Utf8JsonReader(json);
            var parents = new Stack<string>();
            var property = "";
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        parents.Push(property);
                        writer.WriteStartObject();
                        break;
                    case JsonTokenType.EndObject:
                        property = parents.Pop();
                        writer.WriteEndObject();
                        break;
                    case JsonTokenType.PropertyName:
                        property = reader.GetString()!;
                        writer.WritePropertyName(property);
                        break;
                    case JsonTokenType.StartArray when property == "lines":
                        Lines(ref reader, writer, text => rewrite(new TextPlace(property, parents.Peek()), text));
                        break;
                    case JsonTokenType.StartArray:
                        writer.WriteStartArray();
                        break;
                    case JsonTokenType.EndArray:
                        writer.WriteEndArray();
                        break;
                    case JsonTokenType.String when property == "base64":
                        var bytes = reader.GetBytesFromBase64();
                        writer.WriteBase64StringValue(Encoding.Latin1.GetBytes(rewrite(new TextPlace(property, parents.Peek()), Encoding.Latin1.GetString(bytes))));
                        break;
                    case JsonTokenType.String:
                        writer.WriteStringValue(rewrite(new TextPlace(property, parents.Peek()), reader.GetString()!));
                        break;
                    default:
                        writer.WriteRawValue(reader.ValueSpan);
                        break;
                }
            }
        }

        return output.ToArray();
    }

    private static void Lines(ref Utf8JsonReader reader, Utf8JsonWriter writer, Func<string, string> rewrite)
    {
        var lines = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            lines.Add(reader.GetString()!);
        }

        writer.WriteStartArray();
        foreach (var line in rewrite(string.Join('\n', lines)).Split('\n'))
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }
}
