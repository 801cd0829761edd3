using System.Text;
using System.Text.Json;

namespace Gatemedic;

/// <summary>The documents of what programs read are written from their schemas.</summary>
public sealed class SchemaDocsTests
{
    /// <summary><c>./dev docs</c> rewrites them.</summary>
    [Theory]
    [InlineData("logs", "One object on one line.")]
    [InlineData("diagnosis", "One object, and nothing else on standard output.")]
    [InlineData("collect", "One object, and nothing else on standard output.")]
    public void Is_documented_field_by_field(string name, string form)
    {
        var file = $"{name}-1.json";
        var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "schemas", file))).RootElement;
        var text = new StringBuilder($"# `{schema.GetProperty("title").GetString()}`\n\nWritten by `./dev docs` from [schemas/{file}](schemas/{file}), which is the schema in a form that validators read. {form} Times are UTC in ISO 8601; a field is always there, and null where nothing is known.\n\n| field | type | |\n| --- | --- | --- |\n");
        Rows(schema, schema, "", text);
        foreach (var definition in schema.GetProperty("$defs").EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _)))
        {
            text.Append($"\n## {definition.Name}\n\n{Sentence(definition.Value)}\n\n| field | type | |\n| --- | --- | --- |\n");
            Rows(schema, definition.Value, "", text);
        }

        Repository.Golden(Repository.Path("docs", $"{name}-json.md"), text.ToString());
    }

    private static void Rows(JsonElement schema, JsonElement node, string prefix, StringBuilder text)
    {
        foreach (var field in node.GetProperty("properties").EnumerateObject())
        {
            text.Append($"| `{prefix}{field.Name}` | {Type(schema, field.Value)} | {(field.Value.TryGetProperty("description", out var told) ? told.GetString() : "")} |\n");
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

    private static string Type(JsonElement schema, JsonElement field) => field switch
    {
        _ when field.TryGetProperty("$ref", out var definition) => Link(schema, definition),
        _ when field.TryGetProperty("anyOf", out var several) => string.Join(" or ", several.EnumerateArray().Select(one => Type(schema, one))),
        _ when field.TryGetProperty("items", out var item) => "list of " + Type(schema, item),
        _ when field.TryGetProperty("const", out _) || field.TryGetProperty("enum", out _) => "text",
        _ when field.TryGetProperty("format", out _) => "time" + (Types(field).Contains("null") ? " or null" : ""),
        _ => string.Join(" or ", Types(field).Select(t => t switch { "string" => "text", "integer" => "whole number", _ => t })),
    };

    /// <summary>An object has a section of its own; a list of words does not.</summary>
    private static string Link(JsonElement schema, JsonElement definition)
    {
        var name = definition.GetString()!.Split('/')[^1];
        return schema.GetProperty("$defs").GetProperty(name).TryGetProperty("properties", out _) ? $"[{name}](#{name})" : "text";
    }

    private static string[] Types(JsonElement field) => field.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? [.. several.EnumerateArray().Select(t => t.GetString()!)] : [field.GetProperty("type").GetString()!];

    private static string Sentence(JsonElement node) => node.GetProperty("description").GetString() is { } said ? char.ToUpperInvariant(said[0]) + said[1..] + "." : "";
}
