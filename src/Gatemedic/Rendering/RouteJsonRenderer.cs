using System.Text.Encodings.Web;
using System.Text.Json;
using Gatemedic.Nginx;

namespace Gatemedic.Rendering;

/// <summary>Writes a route as the contract's JSON, field by field: serialising records would cost more time than following the request.</summary>
/// <param name="json">Where to.</param>
/// <param name="version">The nginx whose defaults hold.</param>
internal sealed class RouteJsonRenderer(Utf8JsonWriter json, NginxVersion? version)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object on one line.</summary>
    public static void Render(RouteResult result, NginxVersion? version, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            new RouteJsonRenderer(json, version).Write(result);
        }

        output.WriteByte((byte)'\n');
    }

    private void Write(RouteResult result)
    {
        json.WriteStartObject();
        json.WriteString("schema", "gatemedic/route/1");
        json.WriteString("url", result.Request.Url);
        Server(result.Server);
        Location(result.Location);
        Steps(result);
        Outcome(result.Outcome);
        Upstream(result.Upstream);
        Effective(result);
        Undecided(result);
        json.WriteEndObject();
    }

    private void Server(RouteServer? server)
    {
        if (server is null)
        {
            json.WriteNull("server");
            return;
        }

        json.WriteStartObject("server");
        json.WriteStartArray("names");
        foreach (var name in server.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteString("listen", RouteText.Listen(server.Listen));
        Place(server.Directive);
        json.WriteEndObject();
    }

    private void Location(RouteLocation? location)
    {
        if (location is null)
        {
            json.WriteNull("location");
            return;
        }

        json.WriteStartObject("location");
        json.WriteString("modifier", location.Modifier);
        json.WriteString("pattern", location.Pattern);
        Place(location.Directive);
        json.WriteEndObject();
    }

    private void Steps(RouteResult result)
    {
        json.WriteStartArray("steps");
        foreach (var step in result.Steps)
        {
            json.WriteStartObject();
            json.WriteString("kind", step.Kind);
            json.WriteString("text", step.Text);
            Place(step.Directive);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Outcome(RouteOutcome outcome)
    {
        json.WriteStartObject("outcome");
        json.WriteString("kind", outcome.Kind.ToString().ToLowerInvariant());
        Number("status", outcome.Status);
        json.WriteString("target", outcome.Target);
        json.WriteString("body", outcome.Body);
        json.WriteString("reason", outcome.Reason);
        json.WriteEndObject();
    }

    private void Upstream(RouteUpstream? upstream)
    {
        if (upstream is null)
        {
            json.WriteNull("upstream");
            return;
        }

        json.WriteStartObject("upstream");
        json.WriteString("name", upstream.Name);
        json.WriteString("protocol", upstream.Protocol.Text());
        json.WriteStartArray("peers");
        foreach (var peer in upstream.Peers)
        {
            json.WriteStartObject();
            json.WriteString("address", peer.Address);
            json.WriteNumber("weight", peer.Weight);
            json.WriteString("state", peer.State);
            json.WriteNumber("maxFails", peer.MaxFails);
            json.WriteString("failTimeout", peer.FailTimeout);
            Place(peer.Directive);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("requestLine", upstream.RequestLine);
        json.WriteString("host", upstream.Host);
        json.WriteString("script", upstream.Script);
        json.WriteEndObject();
    }

    private void Effective(RouteResult result)
    {
        json.WriteStartArray("effective");
        foreach (var value in result.Effective)
        {
            json.WriteStartObject();
            json.WriteString("directive", value.Directive);
            json.WriteString("value", value.Text);
            json.WriteString("file", value.File ?? RouteText.Default(version));
            Number("line", value.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Undecided(RouteResult result)
    {
        json.WriteStartArray("undecided");
        foreach (var open in result.Undecided)
        {
            json.WriteStartObject();
            json.WriteString("what", open.What);
            json.WriteString("why", open.Why);
            json.WriteString("assumed", open.Assumed);
            json.WriteString("otherwise", open.Otherwise);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Place(Directive? directive)
    {
        json.WriteString("file", directive?.File);
        Number("line", directive?.Line);
    }

    private void Number(string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
