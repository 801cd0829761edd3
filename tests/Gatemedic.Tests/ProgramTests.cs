using System.Diagnostics;

namespace Gatemedic;

/// <summary>The outside of the program: streams, exit codes, hostile input.</summary>
public sealed class ProgramTests
{
    private const string Refused = "2026/03/04 11:59:00 [error] 11#11: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.example, request: \"GET /x HTTP/1.1\", upstream: \"http://127.0.0.1:3000/x\", host: \"shop.example\"\n";

    [Fact]
    public void Tells_its_version() => Assert.Equal((0, "gatemedic 0.1.0\n", ""), Binary.Run("--version"));

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    [InlineData("diagnose", "--timeout", "soon")]
    [InlineData("diagnose", "--timeout", "-1")]
    [InlineData("diagnose", "--since", "yesterday-ish")]
    [InlineData("diagnose", "--url", "/path")]
    [InlineData("diagnose", "--format", "xml")]
    [InlineData("explain", "wrong-prot")]
    [InlineData("diagnose", "--scene", "/nonexistent")]
    [InlineData("diagnose", "--offline")]
    public void Wrong_usage_is_exit_2(params string[] arguments)
    {
        var (code, output, errors) = Binary.Run(arguments);
        Assert.Equal(2, code);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.True(errors.Length > 0 || output.StartsWith("UNKNOWN", StringComparison.Ordinal), "it says nothing");
    }

    [Theory]
    [InlineData("diagnose", "markdown", 1, "# FAILING: ")]
    [InlineData("diagnose", "html", 1, "<!doctype html>")]
    [InlineData("report", "json", 0, "{")]
    [InlineData("collect", "json", 0, "{", "--list")]
    [InlineData("collect", "markdown", 0, "# LISTED: ", "--list")]
    public void Every_command_speaks_every_format(string command, string format, int exit, string start, params string[] further)
    {
        var (code, output, errors) = Binary.Run([command, "--scene", RecordedCase.At(RecordedCase.WrongPort), "--format", format, .. further]);
        Assert.Equal((exit, ""), (code, errors));
        Assert.StartsWith(start, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_in_a_code_is_answered_with_the_nearest_one() =>
        Assert.Contains("did you mean wrong-port?", Binary.Run("explain", "wrong-prot").Errors, StringComparison.Ordinal);

    [Fact]
    public void A_word_like_no_code_is_answered_with_none() =>
        Assert.DoesNotContain("did you mean", Binary.Run("explain", "xyzzy").Errors, StringComparison.Ordinal);

    [Fact]
    public void Breaks_no_command_however_long()
    {
        using var folder = new Folder();
        var path = "/run/" + string.Concat(Enumerable.Repeat("deep/", 20)) + "shop.sock";
        var line = Refused.Replace("connect() failed (111: Connection refused)", $"connect() to unix:{path} failed (2: No such file or directory)", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:3000/x", $"http://unix:{path}:/x", StringComparison.Ordinal);
        var (_, output, _) = Binary.Run("--offline", "--error-log", folder.Write("error.log", line));
        Assert.Contains(output.Split('\n'), l => l.StartsWith("   $  grep", StringComparison.Ordinal) && l.Contains(path, StringComparison.Ordinal) && l.EndsWith(" /opt", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_rotated_away_within_the_time_asked_for_is_read_too()
    {
        using var folder = new Folder();
        var line = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{DateTime.Now.AddMinutes(-1):yyyy/MM/dd HH:mm:ss}{Refused[19..]}");
        folder.Write("error.log.1", line);
        folder.Write("error.log.2.gz", "packed");
        var (_, json) = Binary.RunJson("--offline", "--since", "2h", "--error-log", folder.Write("error.log", ""));
        var evidence = Assert.Single(json.GetProperty("findings").EnumerateArray()).GetProperty("evidence").EnumerateArray().First();
        Assert.EndsWith("/error.log.1:1", evidence.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_that_explain_lists_has_a_page()
    {
        var codes = Binary.Run("explain").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("wrong-port", codes);
        Assert.All(codes, code => Assert.Contains("TL;DR", Binary.Run("explain", code).Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_file_and_line_of_a_configuration_that_does_not_parse()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", "events {}\nhttp {\n  server {\n    listen 80\n  }\n}\n");
        var (code, json) = Binary.RunJson("--offline", "--conf", conf);
        Assert.Equal(1, code);
        var finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
        Assert.Equal("config-invalid", finding.GetProperty("cause").GetString());
        Assert.Contains(finding.GetProperty("evidence").EnumerateArray(), e => e.GetProperty("source").GetString()!.StartsWith(conf + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void Diagnoses_from_an_error_log_alone()
    {
        using var folder = new Folder();
        var (code, json) = Binary.RunJson("--offline", "--error-log", folder.Write("error.log", Refused));
        Assert.Equal(1, code);
        Assert.Equal("failing", json.GetProperty("verdict").GetString());
        Assert.Equal("127.0.0.1:3000", json.GetProperty("findings")[0].GetProperty("upstream").GetProperty("address").GetString());
    }

    [Fact]
    public void Gateway_errors_that_no_file_explains_are_no_health()
    {
        using var folder = new Folder();
        var line = "127.0.0.1 - - [04/Mar/2026:11:59:00 +0000] \"GET /x HTTP/1.1\" {0} 157 \"-\" \"curl\"\n";
        var bad = folder.Write("bad.log", line.Replace("{0}", "200", StringComparison.Ordinal) + line.Replace("{0}", "502", StringComparison.Ordinal));
        var good = folder.Write("good.log", line.Replace("{0}", "502", StringComparison.Ordinal) + line.Replace("{0}", "200", StringComparison.Ordinal));
        Assert.Equal("failing", Binary.RunJson("--offline", "--access-log", bad).Json.GetProperty("verdict").GetString());
        Assert.Equal("healthy", Binary.RunJson("--offline", "--access-log", good).Json.GetProperty("verdict").GetString());
    }

    [Fact]
    public void Prints_every_field_of_the_contract()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", "events {} http { server { listen 80; server_name shop.example; location /x { proxy_pass http://127.0.0.1:3000; } } }");
        var (_, json) = Binary.RunJson("--offline", "--conf", conf, "--error-log", folder.Write("error.log", Refused));
        Assert.Equal("gatemedic/diagnosis/1", json.GetProperty("schema").GetString());
        Assert.Equal(["schema", "generatedAt", "durationMs", "verdict", "findings", "upstreams", "blind"], json.EnumerateObject().Select(p => p.Name));
        var finding = json.GetProperty("findings")[0];
        Assert.Equal(
            ["cause", "detail", "confidence", "severity", "title", "explanation", "upstream", "routes", "evidence", "ruledOut", "remedies", "waived", "waiverExpired"],
            finding.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["name", "protocol", "address", "file", "line"], finding.GetProperty("upstream").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["server", "location", "file", "line"], finding.GetProperty("routes")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["kind", "text", "source", "for"], finding.GetProperty("evidence")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("/x", finding.GetProperty("routes")[0].GetProperty("location").GetString());
        Assert.InRange(finding.GetProperty("confidence").GetDouble(), 0.5, 1);
    }

    [Fact]
    public void Obeys_no_control_sequence_from_a_log_and_fits_80_columns_when_piped()
    {
        using var folder = new Folder();
        var log = folder.Write("error.log", Refused.Replace("GET /x", "GET /\u001b]0;owned\a\u001b[2J", StringComparison.Ordinal).Replace("shop.example", "\u001b[31mshop", StringComparison.Ordinal));
        var (_, output, _) = Binary.Run("--offline", "--error-log", log);
        Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
        Assert.All(output.Split('\n').Where(l => !l.TrimStart().StartsWith('$')), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void A_pipe_or_a_device_as_a_log_is_said_and_not_read()
    {
        using var folder = new Folder();
        Process.Start("mkfifo", folder.At("fifo")).WaitForExit();
        var (code, json) = Binary.RunJson("--offline", "--error-log", folder.At("fifo"), "--error-log", "/dev/zero", "--access-log", folder.At("absent"));
        Assert.Equal(2, code);
        Assert.Equal("unknown", json.GetProperty("verdict").GetString());
        var blind = json.GetProperty("blind").EnumerateArray().Select(b => b.GetProperty("what").GetString()!).ToList();
        Assert.All([folder.At("fifo"), "/dev/zero", folder.At("absent")], path => Assert.Contains(blind, b => b.EndsWith(path, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Garbage_is_no_reason_to_fail(int seed)
    {
        using var folder = new Folder();
        var garbage = new byte[200_000];
        new Random(seed).NextBytes(garbage);
        var (code, output, errors) = Binary.Run(
            "--offline", "--conf", folder.Write("nginx.conf", garbage), "--error-log", folder.Write("error.log", garbage), "--access-log", folder.Write("access.log", garbage));
        Assert.InRange(code, 0, 2);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_include_loop_ends_in_a_finding()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", "include nginx.conf;\nevents {}\n");
        var (code, json) = Binary.RunJson("--offline", "--conf", conf);
        Assert.Equal((1, "config-invalid"), (code, json.GetProperty("findings")[0].GetProperty("cause").GetString()));
    }

    [Fact]
    public void What_was_saved_is_diagnosed_alike_elsewhere()
    {
        using var folder = new Folder();
        var conf = folder.Write("nginx.conf", "events {} http { server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } } }");
        var (code, json) = Binary.RunJson("--offline", "--conf", conf, "--error-log", folder.Write("error.log", Refused), "--save-scene", folder.At("seen.case"));
        File.Delete(conf);
        var (again, replay) = Binary.RunJson("--scene", folder.At("seen.case"));
        Assert.Equal(code, again);
        Assert.Equal(json.GetProperty("findings").ToString(), replay.GetProperty("findings").ToString());
    }
}
