using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatemedic.Nginx;

namespace Gatemedic.Diagnosis;

/// <summary>Writes a configuration file as an array of lines where it is UTF-8, in base64 where it is not; both come back byte for byte.</summary>
internal sealed class ConfigFileConverter : JsonConverter<ConfigFile>
{
    private static readonly UTF8Encoding Strict = new(false, true);

    public override ConfigFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var path = root.GetProperty("path").GetString() ?? "";
        var errno = root.TryGetProperty("errno", out var number) ? number.GetInt32() : 0;
        if (root.TryGetProperty("error", out var error))
        {
            return new ConfigFile(path, default, error.GetString(), errno);
        }

        return root.TryGetProperty("lines", out var lines)
            ? new ConfigFile(path, Strict.GetBytes(string.Join('\n', lines.EnumerateArray().Select(l => l.GetString()))), null, errno)
            : new ConfigFile(path, root.GetProperty("base64").GetBytesFromBase64());
    }

    public override void Write(Utf8JsonWriter writer, ConfigFile value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("path", value.Path);
        if (value.Errno != 0)
        {
            writer.WriteNumber("errno", value.Errno);
        }

        if (!value.IsRead)
        {
            writer.WriteString("error", value.Error);
        }
        else if (TryDecode(value.Content.Span, out var text))
        {
            writer.WriteStartArray("lines");
            foreach (var line in text.Split('\n'))
            {
                writer.WriteStringValue(line);
            }

            writer.WriteEndArray();
        }
        else
        {
            writer.WriteBase64String("base64", value.Content.Span);
        }

        writer.WriteEndObject();
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
