using System.Diagnostics;
using System.Text.Json;
using Gatemedic.Rendering;
using Gatemedic.Reporting;

namespace Gatemedic;

/// <summary>What programs read of <c>gatemedic logs</c>, held against its schema.</summary>
public sealed class LogJsonTests
{
    private static readonly string SchemaPath = Repository.Path("docs", "schemas", "logs-1.json");

    [Fact]
    public void Obeys_its_schema_whatever_the_logs_say()
    {
        using var folder = new Folder();
        LogReport[] reports = [SampleReports.Incident(), SampleReports.Empty(), SampleReports.Clean(), SampleReports.Tiny(), SampleReports.Saying("\u001b[31m\0\ud800</script>\u202e\u009b\"\\")];
        var paths = reports.Select((r, i) => folder.Write($"{i}.json", Json(r))).ToArray();
        const string script = "import json, jsonschema, sys\nv = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))\nfor p in sys.argv[2:]:\n    v.validate(json.load(open(p)))";
        using var python = Process.Start(new ProcessStartInfo("python3", ["-W", "ignore", "-c", script, SchemaPath, .. paths]) { RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors);
    }

    [Fact]
    public void Holds_no_character_that_a_terminal_obeys()
    {
        var json = Json(SampleReports.Saying("\u001b[2J\u009b31m\u202eツ"));
        Assert.DoesNotContain(json.TrimEnd('\n'), c => char.IsControl(c) || c == '\u202e');
        Assert.Contains("ツ", json, StringComparison.Ordinal);
        Assert.Equal("\u001b[2J\u009b31m\u202eツ", JsonDocument.Parse(json).RootElement.GetProperty("losses")[0].GetString());
    }

    private static string Json(LogReport report)
    {
        using var writer = new StringWriter();
        LogJsonRenderer.Render(report, writer);
        return writer.ToString();
    }
}
