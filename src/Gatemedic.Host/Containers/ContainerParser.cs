using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gatemedic.Diagnosis;

namespace Gatemedic.Host;

/// <summary>Reads what Docker's API says of containers: the list, and what "docker inspect" prints of each.</summary>
internal static class ContainerParser
{
    private const int LongestText = 512;
    private const int MostNetworks = 32;
    private const int MostPorts = 256;

    /// <summary>The containers of GET /containers/json, each with what the list tells; empty when it is no such list.</summary>
    public static ImmutableArray<Container> List(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        return document?.RootElement is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(Listed).OfType<Container>()]
            : [];
    }

    /// <summary>The container of GET /containers/ID/json; null when it is none.</summary>
    public static Container? Inspect(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        return document is null ? null : Inspected(document.RootElement);
    }

    private static Container? Listed(JsonElement one)
    {
        var id = one.Text("Id");
        return !IsId(id) ? null : new Container
        {
            Id = id,
            Name = NameOf(one.At("Names") is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray().Select(n => n.AsText()).FirstOrDefault() ?? "" : ""),
            Image = one.Text("Image"),
            State = one.Text("State"),
            Command = Redaction.Line(one.Text("Command")),
            NetworkMode = one.At("HostConfig").Text("NetworkMode"),
            Networks = NetworksOf(one.At("NetworkSettings")),
            Project = one.At("Labels").Label("com.docker.compose.project"),
            Service = one.At("Labels").Label("com.docker.compose.service"),
        };
    }

    private static Container? Inspected(JsonElement one)
    {
        var (id, state, config, host) = (one.Text("Id"), one.At("State"), one.At("Config"), one.At("HostConfig"));
        if (!IsId(id))
        {
            return null;
        }

        var isUp = state.Text("Status") is "running" or "paused";
        return new Container
        {
            Id = id,
            Name = NameOf(one.Text("Name")),
            Image = config.Text("Image"),
            State = state.Text("Status"),
            ExitCode = (int)state.Number("ExitCode"),
            OomKilled = state.At("OOMKilled").ValueKind == JsonValueKind.True,
            Error = state.Text("Error"),
            Restarts = (int)one.Number("RestartCount"),
            RestartPolicy = host.At("RestartPolicy").Text("Name"),
            Health = state.At("Health").Text("Status") is { Length: > 0 } health and not "none" ? health : null,
            Pid = (int)state.Number("Pid"),
            StartedAt = state.Moment("StartedAt"),
            FinishedAt = isUp ? null : state.Moment("FinishedAt"),
            NetworkMode = host.Text("NetworkMode"),
            Networks = NetworksOf(one.At("NetworkSettings")),
            ExposedPorts = [.. config.At("ExposedPorts").Members(MostPorts).Select(p => TcpPort(p.Name)).OfType<int>().Order()],

            // What is in force while it runs; what it will have when it is started again.
            Published = PublishedIn(isUp ? one.At("NetworkSettings").At("Ports") : host.At("PortBindings")),
            Project = config.At("Labels").Label("com.docker.compose.project"),
            Service = config.At("Labels").Label("com.docker.compose.service"),
            MemoryLimit = host.Number("Memory"),
            Command = CommandOf(one),
        };
    }

    private static string CommandOf(JsonElement one)
    {
        var arguments = one.At("Args") is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Take(64).Select(a => a.AsText()) : [];
        var command = Redaction.Command([one.Text("Path"), .. arguments]);
        return command.Length <= LongestText ? command : command[..LongestText];
    }

    private static ImmutableArray<ContainerNetwork> NetworksOf(JsonElement settings) =>
        [.. from network in settings.At("Networks").Members(MostNetworks)
            let place = network.Value
            let names = place.Texts("Aliases").Concat(place.Texts("DNSNames")).Distinct().Take(MostNetworks)
            select new ContainerNetwork(Cut(network.Name), place.Text("IPAddress"), place.Text("GlobalIPv6Address"), place.Text("Gateway"), [.. names])];

    private static ImmutableArray<PublishedPort> PublishedIn(JsonElement ports) =>
        [.. (from port in ports.Members(MostPorts)
             where TcpPort(port.Name) is not null && port.Value.ValueKind == JsonValueKind.Array
             from binding in port.Value.EnumerateArray()
             where int.TryParse(binding.Text("HostPort"), NumberStyles.None, CultureInfo.InvariantCulture, out _)
             let address = binding.Text("HostIp")
             select new PublishedPort(address.Length == 0 ? "0.0.0.0" : address, int.Parse(binding.Text("HostPort"), CultureInfo.InvariantCulture), TcpPort(port.Name)!.Value))
            .Take(MostPorts)];

    private static int? TcpPort(string text) =>
        text.Split('/') is [var number, "tcp"] && ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    private static bool IsId(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigitLower);

    private static string NameOf(string name) => name.TrimStart('/');

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Members that are absent or of another kind read as nothing.
    private static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string Text(this JsonElement element, string name) => element.At(name).AsText();

    private static string AsText(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? Cut(element.GetString() ?? "") : "";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return "";
        }
    }

    private static IEnumerable<string> Texts(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Take(MostNetworks).Select(AsText).Where(t => t.Length > 0) : [];

    private static string? Label(this JsonElement labels, string name) => labels.Text(name) is { Length: > 0 } text ? text : null;

    private static long Number(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number is >= int.MinValue ? number : 0;

    // What has not happened yet is the year one.
    private static DateTimeOffset? Moment(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment.Year > 1 ? moment : null;

    private static IEnumerable<JsonProperty> Members(this JsonElement element, int most) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Take(most) : [];
}
