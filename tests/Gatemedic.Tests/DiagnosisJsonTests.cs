using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Gatemedic.Bundling;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic;

/// <summary>What programs read of <c>gatemedic diagnose</c>, <c>report</c> and <c>collect</c>, held against the published schemas.</summary>
public sealed class DiagnosisJsonTests
{
    public static TheoryData<string, JsonTypeInfo> Documents => new() { { "diagnosis-1.json", ContractJson.Default.DiagnosisDocument }, { "collect-1.json", CollectJson.Default.CollectDocument } };

    [Theory]
    [MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public void The_schema_names_every_field_of_the_document_with_its_type(string file, JsonTypeInfo document)
    {
        var schema = JsonNode.Parse(File.ReadAllText(SchemaOf(file)))!.AsObject();
        var exported = document.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        Assert.Equal(Fields(exported.AsObject(), exported.AsObject(), ""), Fields(schema, schema, ""));
    }

    [Fact]
    public void Every_recorded_case_is_told_as_the_schema_says()
    {
        using var folder = new Folder();
        var cases = Directory.EnumerateFiles(Repository.Path("src", "Gatemedic.Causes"), "*.case", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.True(cases.Count > 100, "the recorded cases are gone");
        Validate("diagnosis-1.json", cases.SelectMany((path, i) => Documented(path).Select((json, j) => folder.Write($"{i}-{j}.json", json))));
    }

    [Fact]
    public void A_bundle_that_is_written_listed_or_refused_is_told_as_the_schema_says()
    {
        using var folder = new Folder();
        var plan = BundlePlan.Redacted(RecordedCase.Diagnose(RecordedCase.At(RecordedCase.WrongPort)));
        BundleOutcome[] outcomes = [new("b.tar.gz", 4711, null), new("b.tar.gz", null, null), new("b.tar.gz", null, "it exists")];
        Validate("collect-1.json", outcomes.Select((outcome, i) => folder.Write($"{i}.json", Written(output => CollectJsonRenderer.Render(plan, outcome, output)))));
    }

    private static void Validate(string schema, IEnumerable<string> files)
    {
        const string script = "import json, jsonschema, sys\nv = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])), format_checker=jsonschema.FormatChecker())\nfor p in sys.argv[2:]:\n    for e in v.iter_errors(json.load(open(p))):\n        sys.exit(p + ': ' + e.json_path + ': ' + e.message)";
        using var python = Process.Start(new ProcessStartInfo("python3", ["-W", "ignore", "-c", script, SchemaOf(schema), .. files]) { RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors);
    }

    /// <summary>As diagnose and as report tell it.</summary>
    private static IEnumerable<string> Documented(string scene)
    {
        var diagnosis = RecordedCase.Diagnose(scene);
        yield return Written(output => DiagnosisJsonRenderer.Render(diagnosis, TimeSpan.FromMilliseconds(12), output));
        yield return Written(output => DiagnosisJsonRenderer.Render(diagnosis, TimeSpan.FromMilliseconds(12), output, IncidentPage.Of(diagnosis)));
    }

    private static string Written(Action<TextWriter> render)
    {
        using var writer = new StringWriter();
        render(writer);
        return writer.ToString();
    }

    private static string SchemaOf(string file) => Repository.Path("docs", "schemas", file);

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
