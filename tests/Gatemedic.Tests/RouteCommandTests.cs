using System.Text.Json;

namespace Gatemedic;

/// <summary>The outside of <c>gatemedic route</c>.</summary>
public sealed class RouteCommandTests
{
    private const string Shop = """
        events {}
        http {
            upstream app { server 10.0.0.5:3000 weight=3; server 10.0.0.6:3000 backup; }
            server {
                listen 8080;
                server_name shop.example;
                location / { return 301 https://shop.example$request_uri; }
                location /api/ { proxy_read_timeout 5s; proxy_pass http://app/; }
                location = /who { return 200 "$remote_addr $request_method $http_x_a"; }
            }
        }
        """;

    [Fact]
    public void Prints_every_field_of_the_contract_on_one_line()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", Shop);
        var (code, output, _) = Run(conf, "--format", "json", "http://shop.example:8080/api/x");
        Assert.Equal((0, 1), (code, output.Count(c => c == '\n')));
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal("gatemedic/route/1", json.GetProperty("schema").GetString());
        Assert.Equal(["schema", "url", "server", "location", "steps", "outcome", "upstream", "effective", "undecided"], Names(json));
        Assert.Equal(["names", "listen", "file", "line"], Names(json.GetProperty("server")));
        Assert.Equal(["modifier", "pattern", "file", "line"], Names(json.GetProperty("location")));
        Assert.Superset(new HashSet<string>(["kind", "status", "target"]), Names(json.GetProperty("outcome")).ToHashSet());
        Assert.Superset(new HashSet<string>(["name", "protocol", "peers"]), Names(json.GetProperty("upstream")).ToHashSet());
        Assert.Superset(new HashSet<string>(["address", "weight", "state", "file", "line"]), Names(json.GetProperty("upstream").GetProperty("peers")[0]).ToHashSet());
        Assert.Equal(["directive", "value", "file", "line"], Names(json.GetProperty("effective")[0]));
        Assert.Equal((conf, 8), (json.GetProperty("location").GetProperty("file").GetString(), json.GetProperty("location").GetProperty("line").GetInt32()));
        Assert.Equal(("proxy", "http://app/x"), (json.GetProperty("outcome").GetProperty("kind").GetString(), json.GetProperty("outcome").GetProperty("target").GetString()));
        var values = json.GetProperty("effective").EnumerateArray().ToDictionary(v => v.GetProperty("directive").GetString() + v.GetProperty("value").GetString());
        Assert.Equal(8, values["proxy_read_timeout5s"].GetProperty("line").GetInt32());
        Assert.Equal("nginx default (1.22.1)", values["proxy_send_timeout60s"].GetProperty("file").GetString());
        Assert.Equal(JsonValueKind.Null, values["proxy_send_timeout60s"].GetProperty("line").ValueKind);
    }

    [Fact]
    public void Sends_the_method_the_headers_and_the_address_that_are_given()
    {
        using var folder = new Folder();
        var (_, output, _) = Run(
            folder.Write("nginx.conf", Shop), "--format", "json", "--method", "post", "--header", "X-A: b c", "--header", "Host: shop.example", "--from", "192.0.2.7", "http://127.0.0.1:8080/who");
        Assert.Equal("192.0.2.7 POST b c", JsonDocument.Parse(output).RootElement.GetProperty("outcome").GetProperty("body").GetString());
    }

    [Fact]
    public void Reads_urls_from_standard_input_one_object_each()
    {
        using var folder = new Folder();
        using var program = Binary.Start("route", "--conf", folder.Write("nginx.conf", Shop), "--nginx-version", "1.22.1", "--format", "json", "-");
        program.StandardInput.Write("http://shop.example:8080/a\n\nnonsense\nhttp://shop.example:8080/api/b\n");
        program.StandardInput.Close();
        var lines = program.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        program.WaitForExit();
        Assert.Equal(["https://shop.example/a", "http://app/b"], lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("outcome").GetProperty("target").GetString()));
        Assert.Equal(2, program.ExitCode);
        Assert.Contains("\"nonsense\" is no http or https URL", program.StandardError.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_at_the_disk_only_when_asked()
    {
        using var folder = new Folder();
        folder.Write("there.txt", "x");
        var conf = folder.Write("nginx.conf", $"events {{}} http {{ server {{ listen 8080; root {folder.At("")}; }} }}");
        Assert.Equal((JsonValueKind.Null, 1), Status(Run(conf, "--format", "json", "http://a:8080/there.txt").Output));
        Assert.Equal((JsonValueKind.Number, 0), Status(Run(conf, "--format", "json", "--disk", "http://a:8080/there.txt").Output));
    }

    [Theory]
    [InlineData("ftp://x/")]
    [InlineData("http://x/", "--from", "nowhere")]
    [InlineData("http://x/", "--listen", "nowhere")]
    [InlineData("http://x/", "--header", "nonsense")]
    [InlineData("http://x/", "--format", "yaml")]
    [InlineData("http://x/", "--from", "1")]
    [InlineData("http://x/", "--header", "X: a\r\nHost: b")]
    [InlineData("http://x/", "--discs")]
    [InlineData("http://[::1/")]
    [InlineData("http://::1/")]
    [InlineData("http://[nonsense]/")]
    [InlineData]
    public void Wrong_usage_is_exit_2(params string[] arguments)
    {
        using var folder = new Folder();
        var (code, output, errors) = Run(folder.Write("nginx.conf", Shop), arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("gatemedic: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_nginx_refuses_has_no_routes()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", "events {}\nhttp {\n  server {\n    listen 80\n  }\n}\n");
        var (code, output, errors) = Run(conf, "http://x/");
        Assert.Equal((1, ""), (code, output));
        Assert.Equal(Binary.Run("config", "--conf", conf).Errors, errors);
        Assert.StartsWith($"gatemedic: {conf}:5: unexpected \"}}\"", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Fits_80_columns_and_obeys_no_control_sequence()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", "events {} http { server { listen 8080; location / { return 200 \"\u001b]0;owned\a$arg_a\"; } location /p { proxy_pass http://127.0.0.1:1; } } }");
        foreach (var path in (string[])["/?a=%1b[2J\u001b[31m", "/p/" + new string('x', 200)])
        {
            var (_, output, _) = Run(conf, "http://shop.example:8080" + path.Replace("\u001b", "\u009b", StringComparison.Ordinal));
            Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
            Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        }
    }

    private static (int Code, string Output, string Errors) Run(string conf, params string[] arguments) =>
        Binary.Run(["route", "--conf", conf, "--nginx-version", "1.22.1", .. arguments]);

    private static (JsonValueKind Status, int Undecided) Status(string output)
    {
        var json = JsonDocument.Parse(output).RootElement;
        return (json.GetProperty("outcome").GetProperty("status").ValueKind, json.GetProperty("undecided").GetArrayLength());
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(p => p.Name);
}
