using System.Text.Json;

namespace Gatemedic;

/// <summary><c>gatemedic explain -</c> as a user pastes into it.</summary>
public sealed class ExplainTests
{
    private const string Closed = "2026/03/04 11:59:00 [error] 11#11: *7 upstream prematurely closed connection while reading response header from upstream, client: 10.0.0.9, server: shop.example, request: \"GET /x HTTP/1.1\", upstream: \"http://127.0.0.1:8000/x\", host: \"shop.example\"\n";

    private const string Compose =
        "web-1  | " + Closed
        + "web-1  | 10.0.0.9 - - [04/Mar/2026:11:59:00 +0000] \"GET /x HTTP/1.1\" 502 157 \"-\" \"curl/7.88.1\" \"-\"\n"
        + "api-1  | [2026-03-04 11:59:00 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:8)\n"
        + "db-1   | checkpoint complete\n";

    [Fact]
    public void Ranks_the_causes_of_a_pasted_mixture()
    {
        var (code, output, errors) = Explain(Compose);
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("1  app-timeout-kill  ", output, StringComparison.Ordinal);
        Assert.Contains("4 lines read, of nginx, gunicorn; 1 not understood.", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Says_the_same_as_json()
    {
        var (_, output, _) = Explain(Compose, "--format", "json");
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal("gatemedic/explanation/1", json.GetProperty("schema").GetString());
        var cause = json.GetProperty("causes")[0];
        Assert.Equal("app-timeout-kill", cause.GetProperty("cause").GetString());
        Assert.InRange(cause.GetProperty("confidence").GetDouble(), 0.6, 0.93);
        Assert.Contains("127.0.0.1:8000", cause.GetProperty("because").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["nginx premature-close standard input:1", "gunicorn gunicorn-timeout standard input:3"],
            json.GetProperty("lines").EnumerateArray().Select(l => $"{l.GetProperty("program")} {l.GetProperty("signature")} {l.GetProperty("source")}"));
    }

    [Fact]
    public void Names_the_place_in_the_configuration_that_leads_there()
    {
        using var folder = new Folder();
        var conf = folder.Write("shop.conf", "upstream api {\n    server 127.0.0.1:8000;\n}\nserver {\n    server_name shop.example;\n    location / {\n        proxy_pass http://api;\n        proxy_read_timeout 30s;\n    }\n}\n");
        var (_, output, _) = Explain(Closed, "--conf", conf);
        var words = string.Join(' ', output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"127.0.0.1:8000 is reached by http through upstream api from location / of shop.example [{conf}:7]", words, StringComparison.Ordinal);
        Assert.Contains("proxy_read_timeout 30s", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_pasted_is_wrong_usage()
    {
        var (code, _, errors) = Explain("");
        Assert.Equal(2, code);
        Assert.Contains("there are no log lines on standard input", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_guess_where_nothing_is_understood()
    {
        var (code, output, _) = Explain("hello\nworld\n");
        Assert.Equal(0, code);
        Assert.StartsWith("None of the 2 lines is of a kind that gatemedic knows, so it does not guess.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("%", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_control_sequences_from_the_terminal()
    {
        var (_, output, _) = Explain("2026/03/04 11:59:00 [error] 11#11: *7 upstream prematurely closed connection while reading response header from upstream, client: 10.0.0.9, server: a, request: \"GET /\u001b]0;x\u0007\u202e HTTP/1.1\", upstream: \"http://127.0.0.1:8000/x\"\n");
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u202e', output);
    }

    private static (int Code, string Output, string Errors) Explain(string text, params string[] more)
    {
        using var process = Binary.Start(["explain", "-", .. more]);
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(120_000), "it hangs");
        return (process.ExitCode, output.Result, errors.Result);
    }
}
