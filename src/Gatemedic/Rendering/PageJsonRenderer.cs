using System.Text;
using System.Text.Json;

namespace Gatemedic.Rendering;

/// <summary>A runbook page for programs: <c>gatemedic/page/1</c>, with its sections in their order.</summary>
internal static class PageJsonRenderer
{
    private const string Heading = "## ";

    /// <summary>Writes one object: {schema, code, summary, sections: [{title, markdown}]}.</summary>
    public static void Render(string code, string markdown, TextWriter output)
    {
        var parts = ("\n" + markdown).Split("\n" + Heading);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "gatemedic/page/1");
            json.WriteString("code", code);
            json.WriteString("summary", string.Join('\n', parts[0].Split('\n').Where(l => !l.StartsWith("# ", StringComparison.Ordinal))).Trim());
            json.WriteStartArray("sections");
            foreach (var part in parts.Skip(1))
            {
                var end = part.IndexOf('\n', StringComparison.Ordinal);
                json.WriteStartObject();
                json.WriteString("title", end < 0 ? part : part[..end]);
                json.WriteString("markdown", end < 0 ? "" : part[end..].Trim('\n'));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
