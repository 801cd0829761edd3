using System.Text;
using System.Text.Json;

namespace Gatemedic;

/// <summary>The document of the JSON of <c>gatemedic logs</c> is written from its schema.</summary>
public sealed class LogJsonDocsTests
{
    /// <summary><c>./dev docs</c> rewrites it.</summary>
    [Fact]
    public void Is_documented_field_by_field()
    {
        var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "schemas", "logs-1.json"))).RootElement;
        var text = new StringBuilder("# `gatemedic logs --format json`\n\nWritten by `./dev docs` from [schemas/logs-1.json](schemas/logs-1.json), which is the schema in a form that validators read. One object on one line. Times are UTC in ISO 8601; a field is always there, and null where nothing is known.\n\n| field | type | |\n| --- | --- | --- |\n");
        Rows(schema, schema, "", text);
        foreach (var definition in schema.GetProperty("$defs").EnumerateObject())
        {
            text.Append($"\n## {definition.Name}\n\n{Sentence(definition.Value)}\n\n| field | type | |\n| --- | --- | --- |\n");
            Rows(schema, definition.Value, "", text);
        }

        Repository.Golden(Repository.Path("docs", "logs-json.md"), text.ToString());
    }

    private static void Rows(JsonElement schema, JsonElement node, string prefix, StringBuilder text)
    {
        foreach (var field in node.GetProperty("properties").EnumerateObject())
        {
            text.Append($"| `{prefix}{field.Name}` | {Type(field.Value)} | {(field.Value.TryGetProperty("description", out var told) ? told.GetString() : "")} |\n");
            if (field.Value.TryGetProperty("properties", out _))
            {
                Rows(schema, field.Value, $"{prefix}{field.Name}.", text);
            }
            else if (field.Value.TryGetProperty("items", out var item) && item.TryGetProperty("properties", out _))
            {
                Rows(schema, item, $"{prefix}{field.Name}[].", text);
            }
        }
    }

    private static string Type(JsonElement field) => field switch
    {
        _ when field.TryGetProperty("$ref", out var definition) => Link(definition),
        _ when field.TryGetProperty("items", out var item) => "list of " + Type(item),
        _ when field.TryGetProperty("const", out _) || field.TryGetProperty("enum", out _) => "text",
        _ when field.TryGetProperty("format", out _) => "time" + (Types(field).Contains("null") ? " or null" : ""),
        _ => string.Join(" or ", Types(field).Select(t => t switch { "string" => "text", "integer" => "whole number", _ => t })),
    };

    private static string Link(JsonElement definition) => definition.GetString()!.Split('/')[^1] is var name ? $"[{name}](#{name})" : "";

    private static string[] Types(JsonElement field) => field.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? [.. several.EnumerateArray().Select(t => t.GetString()!)] : [field.GetProperty("type").GetString()!];

    private static string Sentence(JsonElement node) => node.GetProperty("description").GetString() is { } said ? char.ToUpperInvariant(said[0]) + said[1..] + "." : "";
}
