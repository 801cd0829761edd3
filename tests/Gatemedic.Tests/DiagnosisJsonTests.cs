using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Gatemedic.Rendering;

namespace Gatemedic;

/// <summary>What programs read of <c>gatemedic diagnose</c>, held against its published schema.</summary>
public sealed class DiagnosisJsonTests
{
    private static readonly string SchemaPath = Repository.Path("docs", "schemas", "diagnosis-1.json");

    [Fact]
    public void The_schema_names_every_field_of_the_document_with_its_type()
    {
        var schema = JsonNode.Parse(File.ReadAllText(SchemaPath))!.AsObject();
        var exported = ContractJson.Default.DiagnosisDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        Assert.Equal(Fields(exported.AsObject(), exported.AsObject(), ""), Fields(schema, schema, ""));
    }

    [Fact]
    public void Every_recorded_case_is_told_as_the_schema_says()
    {
        using var folder = new Folder();
        var cases = Directory.EnumerateFiles(Repository.Path("src", "Gatemedic.Causes"), "*.case", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var paths = cases.Select((path, i) => folder.Write($"{i}-{Path.GetFileName(path)}.json", Json(path))).ToList();
        Assert.True(paths.Count > 100, "the recorded cases are gone");
        const string script = "import json, jsonschema, sys\nv = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])), format_checker=jsonschema.FormatChecker())\nfor p in sys.argv[2:]:\n    for e in v.iter_errors(json.load(open(p))):\n        sys.exit(p + ': ' + e.json_path + ': ' + e.message)";
        using var python = Process.Start(new ProcessStartInfo("python3", ["-W", "ignore", "-c", script, SchemaPath, .. paths]) { RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors);
    }

    private static string Json(string scene)
    {
        using var writer = new StringWriter();
        DiagnosisJsonRenderer.Render(RecordedCase.Diagnose(scene), TimeSpan.FromMilliseconds(12), writer);
        return writer.ToString();
    }

    /// <summary>One line a field: <c>findings[].upstream.name: string null</c>.</summary>
    private static IEnumerable<string> Fields(JsonObject root, JsonObject node, string path)
    {
        node = node["$ref"]?.GetValue<string>() is { } reference ? Resolve(root, reference) : node;
        yield return $"{path}: {Types(node)}";
        foreach (var (name, field) in node["properties"]?.AsObject() ?? [])
        {
            foreach (var line in Fields(root, field!.AsObject(), path.Length == 0 ? name : $"{path}.{name}"))
            {
                yield return line;
            }
        }

        foreach (var line in node["items"] is JsonObject item ? Fields(root, item, path + "[]") : [])
        {
            yield return line;
        }
    }

    private static string Types(JsonObject node) => node["type"] switch
    {
        JsonArray several => string.Join(' ', several.Select(t => t!.GetValue<string>())),
        JsonValue one => one.GetValue<string>(),
        _ => "string",
    };

    private static JsonObject Resolve(JsonObject root, string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)root, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!).AsObject();
}
