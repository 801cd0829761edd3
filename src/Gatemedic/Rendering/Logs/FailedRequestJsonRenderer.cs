using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatemedic.Logs;

namespace Gatemedic.Rendering;

/// <summary>Writes a failed request as one JSON object on one line.</summary>
internal static class FailedRequestJsonRenderer
{
    // The lines stay as they are written; who puts them into HTML escapes them there.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object and a line feed.</summary>
    public static void Render(FailedRequest request, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            var fields = new JsonFields(json);
            json.WriteStartObject();
            fields.Text("schema", "gatemedic/request/1");
            fields.Time("time", request.Time);
            fields.Whole("status", request.Status);
            fields.Text("reason", request.Reason.Id);
            fields.Text("title", request.Reason.Title);
            fields.Number("confidence", request.Confidence);
            fields.Text("because", request.Because);
            Texts(json, "others", [.. request.Others.Select(o => o.Id)]);
            fields.Text("host", request.Host);
            fields.Text("method", request.Method);
            fields.Text("uri", request.Uri);
            fields.Text("client", request.Client);
            fields.Number("seconds", request.Seconds ?? double.NaN);
            Tries(json, fields, request.Tries);
            json.WritePropertyName("access");
            Quote(json, fields, request.Access);
            json.WriteStartArray("errors");
            foreach (var error in request.Errors)
            {
                Quote(json, fields, error);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n");
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Tries(Utf8JsonWriter json, JsonFields fields, ImmutableArray<UpstreamTry> tries)
    {
        json.WriteStartArray("tries");
        foreach (var @try in tries)
        {
            json.WriteStartObject();
            fields.Text("peer", @try.Peer);
            fields.Whole("status", @try.Status);
            fields.Number("connect", @try.Connect ?? double.NaN);
            fields.Number("header", @try.Header ?? double.NaN);
            fields.Number("response", @try.Response ?? double.NaN);
            fields.Whole("round", @try.Round);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Quote(Utf8JsonWriter json, JsonFields fields, LogQuote? quote)
    {
        if (quote is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        fields.Text("source", quote.Source);
        fields.Text("line", quote.Line);
        json.WriteEndObject();
    }
}
