using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Gatemedic.Reporting;

namespace Gatemedic.Rendering;

/// <summary>Writes everything of a log report as <c>gatemedic/logs/1</c>, described field by field in docs/logs-json.md.</summary>
internal static class LogJsonRenderer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = Readable() };

    /// <summary>One object on one line.</summary>
    public static void Render(LogReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            var fields = new JsonFields(json);
            json.WriteStartObject();
            Head(report, fields);
            new LogPictureJson(fields).Write(report.Picture);
            new LogFindingsJson(fields).Write(report);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>One object on one line.</summary>
    public static void Render(LogReport report, TextWriter output)
    {
        using var bytes = new MemoryStream();
        Render(report, bytes);
        output.Write(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <summary>Readable in every script; what a terminal would obey stays an escape: controls, and the marks that turn the direction of writing.</summary>
    private static JavaScriptEncoder Readable()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidRange(UnicodeRanges.GeneralPunctuation);
        settings.ForbidCharacters('\u00ad', '\u061c', '\u180e', '\ufeff');
        return JavaScriptEncoder.Create(settings);
    }

    private static void Head(LogReport report, JsonFields fields)
    {
        var verdict = LogVerdict.Of(report);
        fields.Text("schema", "gatemedic/logs/1");
        fields.Time("generatedAt", report.Now);
        fields.Whole("durationMs", (long)report.Duration.TotalMilliseconds);
        fields.Object("window", () =>
        {
            fields.Time("since", report.Window.Since);
            fields.Time("until", report.Window.Until);
        });
        fields.Object("verdict", () =>
        {
            fields.Text("state", verdict.State.ToString().ToLowerInvariant());
            fields.Whole("failures", verdict.Failures);
            fields.Flag("countsRequests", verdict.CountsRequests);
            fields.Time("first", verdict.First);
            fields.Time("last", verdict.Last);
        });
    }
}
