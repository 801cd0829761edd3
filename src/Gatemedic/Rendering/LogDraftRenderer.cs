using System.Text;
using System.Text.Json;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>The bare figures of a report as JSON.</summary>
internal static class LogDraftRenderer
{
    /// <summary>One object on one line.</summary>
    public static void Render(LogReport report, string format, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("schema", "gatemedic/logs/draft");
            json.WriteString("format", format);
            json.WriteNumber("requests", report.Picture.Requests);
            json.WriteStartArray("sources");
            foreach (var source in report.Picture.Sources)
            {
                json.WriteStartObject();
                json.WriteString("name", source.Name);
                json.WriteString("dialect", source.Dialect.ToString());
                json.WriteNumber("lines", source.Lines);
                json.WriteString("format", source.Format);
                json.WriteString("cut", source.Cut);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("advice");
            foreach (var advice in report.Advice)
            {
                json.WriteStringValue(advice.What + " / " + string.Concat(advice.Edits.Select(e => e.Diff)));
            }

            json.WriteEndArray();
            json.WriteStartArray("blind");
            foreach (var blind in report.Blind)
            {
                json.WriteStringValue($"{blind.What}: {blind.Why}; {blind.Remedy}");
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
